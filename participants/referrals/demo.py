"""Referrals of the demo county: the one behind each enrolment, and some that came to nothing yet.

The latter are of people who left, and are referred again: their numbers are in the county already.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Model

from mia.core import personnummer
from mia.core.draw import SeededRandom, at_hour
from mia.core.workdays import workday
from participants.demo import LAST_DAY, DemoStay
from participants.people.aliases import ALPHABET
from participants.referrals.enums import ReferralState
from participants.referrals.models import Referral, ReferralStep

LEFT_EARLY = ("SJUKDOM", "EGEN_BEGARAN", "FORTSATT_REHAB")
REFERRED_AGAIN = 0.35  # of those who left early
OUTCOMES = {
    ReferralState.NEW: 0.3,
    ReferralState.ASSESSING: 0.2,
    ReferralState.QUEUED: 0.2,
    ReferralState.DECLINED: 0.25,
    ReferralState.WITHDRAWN: 0.05,
}
DECLINED_BECAUSE = {"ANNAT_STOD": 0.4, "INGEN_PLATS": 0.3, "EJ_REDO": 0.2, "NATTS_INTE": 0.1}
REASONS = (
    "Har varit sjukskriven länge och behöver stöd för att komma vidare.",
    "Har aldrig haft ett arbete och behöver hjälp med flera saker samtidigt.",
    "Vill arbeta men har svårt med struktur i vardagen.",
    "Behöver samordning mellan vården och Försäkringskassan.",
)
WISHES = (
    "Vill pröva att arbeta några timmar i veckan.",
    "Vill träffa andra och få en anledning att gå upp på morgonen.",
    "Vill läsa klart gymnasiet.",
    "",
)
CHILDREN = {True: 0.35, False: 0.4, None: 0.25}
FIRST_STEP_DAYS = 10


def demo_rows(stay: DemoStay) -> Iterator[Model]:
    """The referral behind the enrolment, with its steps; perhaps another one after it."""
    rng = stay.random_for("referrals")
    enrolment = stay.enrolment
    received_on = enrolment.referred_on
    if received_on is None or not _has_test_number(stay):
        return
    accepted = _draw_referral(rng, stay, received_on)
    accepted.enrolment = enrolment
    yield from _with_steps(rng, stay, accepted, ReferralState.ACCEPTED, enrolment.started_on)
    if enrolment.exit_reason_id in LEFT_EARLY and rng.happens(REFERRED_AGAIN):
        yield from _draw_again(rng, stay)


def _draw_again(rng: SeededRandom, stay: DemoStay) -> Iterator[Model]:
    """Another referral late in the county's time, which waits or led to nothing."""
    first = stay.last_day + timedelta(days=20)
    received_on = workday(max(first, rng.between(date(2022, 10, 1), date(2022, 12, 10))))
    if received_on > LAST_DAY:
        return
    again = _draw_referral(rng, stay, received_on)
    state = rng.one(OUTCOMES)
    yield from _with_steps(rng, stay, again, state, LAST_DAY)


def _has_test_number(stay: DemoStay) -> bool:
    """Whether the number follows from the birth date, as those of the series do."""
    born = stay.enrolment.participant.birth_date
    if born is None:
        return False
    return personnummer.FIRST_TEST_BIRTH <= born <= personnummer.LAST_TEST_BIRTH


def _draw_referral(rng: SeededRandom, stay: DemoStay, received_on: date) -> Referral:
    enrolment, person = stay.enrolment, stay.enrolment.participant
    born = person.birth_date or personnummer.FIRST_TEST_BIRTH
    identity = personnummer.test_number(born, person.sex)
    letters = rng.choices(ALPHABET, k=6)
    return Referral(
        id=rng.key(received_on),
        delprojekt=enrolment.delprojekt,
        state=ReferralState.NEW,
        state_on=received_on,
        received_on=received_on,
        referrer_id=enrolment.referrer_id or "ANNAN",
        reason=rng.choice(REASONS),
        wish=rng.choice(WISHES),
        number_kind=identity.kind,
        number=identity.number,
        given_name=person.given_name,
        family_name=person.family_name,
        birth_date=person.birth_date,
        sex=person.sex,
        protection=person.protection,
        is_protected=person.is_protected,
        alias="P-" + "".join(letters),
        municipality_id=enrolment.municipality_id,
        has_children=rng.one(CHILDREN),
        registered_at=at_hour(received_on, 9),
        registered_by=rng.choice(stay.place.staff),
    )


def _with_steps(
    rng: SeededRandom, stay: DemoStay, referral: Referral, state: ReferralState, by: date
) -> Iterator[Model]:
    """The referral in its last state, and the steps that led there, at most on the day `by`."""
    steps = [_step(rng, referral, ReferralState.NEW, referral.received_on, 9)]
    if state not in (ReferralState.NEW, ReferralState.QUEUED):
        day = min(by, referral.received_on + rng.days(1, FIRST_STEP_DAYS))
        steps.append(_step(rng, referral, ReferralState.ASSESSING, day, 10))
    if state not in (ReferralState.NEW, ReferralState.ASSESSING):
        latest = steps[-1].started_on
        day = by if state == ReferralState.ACCEPTED else rng.between(latest, by)
        steps.append(_step(rng, referral, state, day, 11))
    referral.state, referral.state_on = state, steps[-1].started_on
    if state == ReferralState.DECLINED:
        steps[-1].decline_reason_id = rng.one(DECLINED_BECAUSE)
    yield referral
    yield from steps


def _step(
    rng: SeededRandom, referral: Referral, state: ReferralState, day: date, hour: int
) -> ReferralStep:
    return ReferralStep(
        id=rng.key(day),
        referral=referral,
        delprojekt=referral.delprojekt,
        state=state,
        started_on=day,
        registered_at=at_hour(day, hour),
        registered_by=referral.registered_by,
    )
