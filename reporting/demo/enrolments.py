"""Enrolments: the facts at start and at end, by the published shares (docs/domain.md §1.8)."""

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random

from mia.core import draw
from mia.organisation.delprojekt.models import EsfProject
from mia.organisation.delprojekt.queries import esf_project_on
from participants.demo import LAST_DAY, DemoPlace, DemoStay
from participants.enrolments.models import Enrolment
from participants.people.models import Participant
from reporting.demo import shares

FIRST_DAY = date(2017, 4, 3)  # the first participants came in April 2017
LAST_START = date(2022, 12, 15)
COMES_BACK = ("SJUKDOM", "EGEN_BEGARAN", "FORTSATT_REHAB")
COMES_BACK_SHARE = 0.1  # of those who left so; 3 in 100 of all
WITHOUT_EXIT_FACTS = ("AVLIDEN", "FELREGISTRERING", "ATERTAGET_SAMTYCKE")
SEEKS_WORK_AFTER = ("ORDINARIE_AF", "ORDINARIE_KOMMUN", "PLANERAD_KLAR")
HBS_OLDEST_BIRTH_YEAR = 1968  # takes those of 18–55 years
STOCKHOLM = "0180"


class EnrolmentDrawer:
    """Draws the enrolments of one person after another; `places` by the code of the delprojekt."""

    def __init__(
        self, rng: Random, places: Mapping[str, DemoPlace], projects: list[EsfProject]
    ) -> None:
        self.rng = rng
        self.places = places
        self.projects = projects

    def draw_stays(self, participant: Participant) -> list[DemoStay]:
        """One enrolment; for some who left without work a second one, some months later."""
        place = self._choose_place(participant, draw.one(self.rng, shares.PLACES))
        earliest = max(FIRST_DAY, place.delprojekt.started_on)
        of_age = date(participant.birth_year + place.delprojekt.min_age, 12, 31)
        start = draw.between(self.rng, max(earliest, of_age), LAST_START)
        first = self._draw_stay(participant, place, start)
        ended_on = first.enrolment.ended_on
        if ended_on is None or first.enrolment.exit_reason_id not in COMES_BACK:
            return [first]
        if self.rng.random() >= COMES_BACK_SHARE:
            return [first]
        start = ended_on + timedelta(days=self.rng.randrange(90, 400))
        if start > LAST_START:
            return [first]
        return [first, self._draw_stay(participant, place, start)]

    def _choose_place(self, participant: Participant, code: str) -> DemoPlace:
        if code == "HBS" and participant.birth_year < HBS_OLDEST_BIRTH_YEAR:
            code = "OS"
        return self.places[code]

    def _draw_stay(self, participant: Participant, place: DemoPlace, start: date) -> DemoStay:
        started_on = min(draw.workday(start), LAST_START)
        days = min(900, max(21, self.rng.gammavariate(2.6, 115)))
        ended_on = draw.workday(started_on + timedelta(days=round(days)))
        enrolment = Enrolment(
            id=draw.key(self.rng, started_on),
            participant=participant,
            delprojekt=place.delprojekt,
            project=esf_project_on(started_on, self.projects),
            started_on=started_on,
            registered_at=draw.at_hour(started_on, 9),
        )
        _add_start_facts(self.rng, enrolment, place)
        if ended_on <= LAST_DAY:
            _add_exit_facts(self.rng, enrolment, ended_on)
        return DemoStay(enrolment, place)


def _add_start_facts(rng: Random, enrolment: Enrolment, place: DemoPlace) -> None:
    participant, started_on = enrolment.participant, enrolment.started_on
    age = participant.age_on(started_on) or 16
    referrer = draw.one(rng, shares.REFERRERS[place.delprojekt.code])
    status = draw.one(rng, shares.LABOUR[referrer])
    enrolment.referrer_id = referrer
    enrolment.income_before = _draw_income(rng, referrer, age)
    enrolment.income_months = 0
    if enrolment.income_before != ["INGEN_OFFENTLIG"]:
        enrolment.income_months = _draw_income_months(rng, participant.sex, age)
    longest = max(60, 30 * max(enrolment.income_months, 12))
    unemployed_since = started_on - timedelta(days=rng.randrange(30, longest))
    enrolment.municipality_id = rng.choice(place.municipalities)
    enrolment.referred_on = started_on - timedelta(days=rng.randrange(5, 75))
    if enrolment.municipality_id == STOCKHOLM:
        enrolment.district = rng.choice(shares.DISTRICTS)
    if rng.random() > 0.02:
        enrolment.labour_status = status
    enrolment.in_education = rng.random() < 0.08
    enrolment.education = draw.one(rng, shares.EDUCATION)
    _add_work_before(rng, enrolment, status)
    enrolment.disability = draw.one(rng, shares.DISABILITY)
    enrolment.foreign_background = draw.one(rng, shares.FOREIGN)
    enrolment.homeless = draw.one(rng, shares.HOMELESS)
    if enrolment.labour_status == "ARBETSLOS" and rng.random() < 0.97:
        sixteen_on = date(participant.birth_year + 16, 1, 1)
        since = max(unemployed_since, sixteen_on)
        enrolment.unemployed_since = min(since, started_on)
    if referrer in ("AF", "FK") and rng.random() < 0.12:
        enrolment.enhanced_from = started_on + timedelta(days=rng.randrange(60))


def _draw_income(rng: Random, referrer: str, age: int) -> list[str]:
    """One or two sources that the person may have at that age."""
    sources = draw.one(rng, shares.INCOME[referrer]).split("|")
    fitting = [source for source in sources if _fits_age(source, age)]
    return sorted(fitting) or ["FORSORJNINGSSTOD"]


def _fits_age(source: str, age: int) -> bool:
    """Aktivitetsersättning is for 19–29, utvecklingsersättning for the young."""
    if source == "AKTIVITETSERSATTNING":
        return 19 <= age <= 29
    return source != "UTVECKLINGSERSATTNING" or age < 25


def _draw_income_months(rng: Random, sex: str, age: int) -> int:
    """Over six years for one woman in three and one man in four, at most since the 16th birthday.

    The shares drawn are higher than that, because some are too young for six years.
    """
    if rng.random() < shares.LONG_INCOME[sex]:
        months = rng.randrange(73, 200)
    else:
        months = round(rng.triangular(2, 72, 30))
    return min(months, 12 * max(1, age - 16))


def _add_work_before(rng: Random, enrolment: Enrolment, status: str) -> None:
    enrolment.work_before = "INGET"
    if status == "SYSSELSATT":
        enrolment.work_before = "SUBVENTIONERAT"
        enrolment.work_before_percent = 25
    enrolment.study_before_percent = 0
    if rng.random() < 0.05:
        enrolment.study_before_percent = rng.choice([25, 50])
    enrolment.seeking_before = status == "ARBETSLOS" and rng.random() < 0.6


def _add_exit_facts(rng: Random, enrolment: Enrolment, ended_on: date) -> None:
    enrolment.ended_on = ended_on
    reason = draw.one(rng, shares.EXITS[enrolment.participant.sex])
    enrolment.exit_reason_id = reason
    if reason in WITHOUT_EXIT_FACTS:
        return
    enrolment.work_after = "INGET"
    if reason == "ARBETE":
        enrolment.work_after = draw.one(rng, shares.WORK_AFTER)
        enrolment.work_after_percent = rng.choice([25, 50, 50, 75, 100])
    enrolment.income_after = _income_after(enrolment)
    enrolment.study_after_percent = 0
    if reason == "STUDIER":
        enrolment.study_after_percent = rng.choice([50, 75, 100])
    enrolment.seeking_after = reason in SEEKS_WORK_AFTER
    enrolment.registered_after = reason == "ORDINARIE_AF" or rng.random() < 0.3
    if enrolment.enhanced_from:
        enrolment.enhanced_to = max(ended_on, enrolment.enhanced_from)


def _income_after(enrolment: Enrolment) -> list[str]:
    """The income sources that go with the exit reason and the work after."""
    if enrolment.exit_reason_id == "STUDIER":
        return ["STUDIEMEDEL"]
    if enrolment.exit_reason_id != "ARBETE":
        return enrolment.income_before
    if enrolment.work_after in ("EJ_SUBVENTIONERAT", "EGET_FORETAG"):
        return ["LON"]
    public = {*enrolment.income_before} - {"INGEN_OFFENTLIG"}
    return sorted(["LON", *public])
