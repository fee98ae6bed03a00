"""Exports before and after a merge, a change of number, a withdrawal and a felregistrering.

Each time they equal a count of the rows that is written from docs/formats.md §2, §4 and from
docs/domain.md §3.5 alone.
"""

from collections import Counter
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest

from interventions.contacts.models import Contact
from mia.access.roles import Role
from mia.access.unit_of_work import unit_of_work
from mia.core import personnummer
from mia.organisation.delprojekt.models import Delprojekt
from mia.organisation.staff.models import Staff
from participants.codes.models import ExitReason
from participants.consents import actions as consents_actions
from participants.consents.models import Consent
from participants.enrolments import actions as enrolments_actions
from participants.enrolments.models import Enrolment
from participants.merging import actions as merging_actions
from participants.people.models import PersonalNumber
from participants.profile import actions as profile_actions
from reporting.figures import indicators
from tests.factories import ContactFactory, staff
from tests.reporting.county import MARCH, enrol, person, report_scope

FIRST, LAST, MADE_ON = date(2021, 3, 1), date(2021, 3, 31), date(2021, 4, 10)
AT_START = {
    "labour_status": "ARBETSLOS",
    "unemployed_since": date(2020, 1, 1),
    "education": "GYMNASIUM",
    "disability": "JA",
}
ESF_COLUMNS = ("Personnummer", "Startdatum", "Slutdatum", "Timmar", "Tillfällen", "Händelse")
# Minutes of the contacts of each stay; those of the last two channels are not counted.
CONTACTS = {"MOTE": 50, "TELEFON": 13, "MEDDELANDE": 5, "MYNDIGHET": 40}
TO_WORK = {"exit_reason": "ARBETE", "work_after": "EJ_SUBVENTIONERAT"}


@pytest.fixture
def here(os, read):
    """The same person in two delprojekt, one after the other; one who goes on, one protected."""
    hbs = Delprojekt.objects.get(code="HBS")
    same = [person(date(1990, 5, 17), "K"), person(date(1990, 5, 18), "K")]
    days = (date(2021, 3, 2), date(2021, 3, 20)), (date(2021, 3, 22), date(2021, 3, 28))
    stays = []
    for place, one, (start, end) in zip((os, hbs), same, days, strict=True):
        facts = AT_START | TO_WORK
        stays.append(enrol(place, one, start, consent=start, ended_on=end, **facts))
    stays.append(enrol(os, person(date(1980, 10, 10), "K"), FIRST, consent=FIRST, **AT_START))
    hidden = person(date(1985, 7, 3), "M", protection="SEKRETESSMARKERING")
    enrol(os, hidden, FIRST, consent=FIRST, **AT_START)
    for number, stay in enumerate(stays):
        for channel, minutes in CONTACTS.items():
            ContactFactory(
                enrolment=stay, held_on=stay.started_on, minutes=minutes + number, channel=channel
            )
        missed = {"channel": "HEMBESOK", "outcome": "UTEBLIVEN", "minutes": 0}
        ContactFactory(enrolment=stay, held_on=stay.started_on, **missed)
    staff("ledare", Role.PROJECT_LEADER, os)
    return stays


def expected():
    """Rows of esf-deltagare and kinds of sus-poster, and persons entered, in work and CR05."""
    esf, sus, by_person = [], [], {}
    for stay in Enrolment.objects.order_by("started_on", "pk"):
        is_counted = stay.exit_reason_id != "FELREGISTRERING"
        is_open_in_march = stay.started_on <= LAST and (stay.ended_on or LAST) >= FIRST
        if is_counted and is_open_in_march:
            ended_on = stay.ended_on if stay.ended_on and stay.ended_on <= LAST else None
            esf.append(
                (identity_of(stay), stay.started_on, ended_on, *attendance_of(stay, ended_on))
            )
        if is_counted:
            by_person.setdefault(stay.participant_id, []).append(stay)
        sus += kinds_of(stay)
    return Counter(esf), Counter(sus), persons_counted(by_person)


def attendance_of(stay, ended_on):
    """Hours, occasions and event, by docs/formats.md §2 and §4.1."""
    held = Contact.objects.filter(enrolment=stay, held_on__range=(FIRST, LAST), outcome="GENOMFORD")
    counted = [one.minutes for one in held if one.channel not in ("MEDDELANDE", "MYNDIGHET")]
    hours = (Decimal(sum(counted)) / 60).quantize(Decimal("0.1"), ROUND_HALF_UP)
    event = "AVSLUTAD" if ended_on else "PÅGÅENDE"
    if not ended_on and stay.started_on >= FIRST:
        event = "NY"
    return hours, len(counted), event


def identity_of(stay):
    person = stay.participant
    if person.protection != "INGEN":
        return f"{person.birth_date:%Y%m%d}" + {"K": "Tf29", "M": "Tf19"}[person.sex]
    return PersonalNumber.objects.get(participant=person, replaced_on=None).number


def kinds_of(stay):
    consents = Consent.objects.filter(enrolment=stay, kind="SUS", given_on__lte=MADE_ON)
    stands = [row for row in consents if row.withdrawn_on is None or row.withdrawn_on > MADE_ON]
    is_identified = bool(stands) and stay.participant.protection == "INGEN"
    kinds = []
    if FIRST <= stay.started_on <= LAST:
        kinds.append("INREG" if is_identified else "ANONYM")
    if is_identified and stay.ended_on and FIRST <= stay.ended_on <= LAST:
        kinds.append("UTREG")
    return kinds


def persons_counted(by_person):
    """A person counts once: at entry by the first enrolment, at exit by the last."""
    counts = Counter({"GRAND_TOTAL": 0, "CR04": 0, "CR05": 0})
    for stays in by_person.values():
        first, last = stays[0], stays[-1]
        counts["GRAND_TOTAL"] += FIRST <= first.started_on <= LAST
        has_left = all(stay.ended_on for stay in stays) and FIRST <= last.ended_on <= LAST
        works = last.work_after not in (None, "INGET")
        is_in_work = has_left and works and first.labour_status == "ARBETSLOS"
        counts["CR04"] += is_in_work
        counts["CR05"] += is_in_work and first.disability == "JA"
    return dict(counts)


@pytest.fixture
def exported(read, as_user):
    def _exported():
        esf = [tuple(row[heading] for heading in ESF_COLUMNS) for row in read()]
        sus = [row["Registreringstyp"] for row in read("sus-poster", made_on=MADE_ON)]
        with as_user(Staff.objects.get(username="koordinator")):
            found = indicators.counts("2014", report_scope(MARCH).params)
        counts = {}
        for code in ("GRAND_TOTAL", "CR04", "CR05"):
            counts[code] = sum(found[code, sex] for sex in "KMX")
        return Counter(esf), Counter(sus), counts

    return _exported


def merge(here, by):
    first, second = here[0].participant, here[1].participant
    return merging_actions.merge(
        first,
        second,
        by=by,
        versions=[first.version, second.version],
        names_of=first.pk,
        language_of=first.pk,
        number_of=second.pk,
    )


def merge_and_undo(here, by):
    merging_actions.undo(merge(here, by), by=by)


def change_number(here, by):
    identity = personnummer.parse("199008072382", today=MADE_ON)
    one = here[2].participant
    profile_actions.renumber(
        one, by=by, version=one.version, identity=identity, today=date(2021, 3, 15)
    )


def withdraw(here, by):
    consent = Consent.objects.get(enrolment=here[2])
    consents_actions.withdraw(consent, by=by, withdrawn_on=date(2021, 4, 1))


def felregistrera(here, by):
    reason = ExitReason.objects.get(pk="FELREGISTRERING")
    facts = {"ended_on": date(2021, 3, 20), "exit_reason": reason}
    enrolments_actions.close(
        here[0], by=by, version=here[0].version, today=date(2021, 4, 1), **facts
    )


@pytest.mark.parametrize(
    ("change", "who", "persons"),
    [
        (merge, "koordinator", (4, 3)),
        (merge_and_undo, "koordinator", (4, 4)),
        (change_number, "ledare", (4, 4)),
        (withdraw, "ledare", (4, 4)),
        (felregistrera, "ledare", (4, 3)),
    ],
)
def test_exports_equal_a_count_from_the_documents(here, exported, change, who, persons):
    assert exported() == expected()
    assert exported()[2]["GRAND_TOTAL"] == persons[0]
    by = Staff.objects.get(username=who)
    with unit_of_work(by.pk, source="test"):
        change(here, by)
    assert exported() == expected()
    assert exported()[2]["GRAND_TOTAL"] == persons[1]
