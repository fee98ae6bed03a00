"""Registrations that may be of one person, side by side."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from mia.core import sql
from mia.organisation.staff.models import Staff
from participants.caseload.queries import STAY_FIELDS, CaseloadRow, rows_of
from participants.enrolments import access as enrolments_access
from participants.enrolments.models import Enrolment
from participants.merging.models import PersonMerge
from participants.people.models import Participant, PersonalNumber
from participants.seams import MERGE_CHECKS, field_rows

MOST_PAIRS = 50
MEND_OVERLAP = (
    "Rätta dagarna först. Är det en och samma tid, flytta över det som saknas till den ena,"
    " avsluta den andra som felregistrering och ge den en dag före den första som både start- och"
    " slutdatum. Inskrivningar i olika delprojekt får pågå samtidigt."
)
COMPARED = ("given_name", "family_name", "sex", "protection", "interpreter_language")


class Duplicate(NamedTuple):
    """Two registrations that may be of one person, each by its latest enrolment."""

    first: CaseloadRow
    second: CaseloadRow


class ComparedFact(NamedTuple):
    label: str
    first: str
    second: str

    @property
    def differs(self) -> bool:
        return self.first != self.second


@dataclass(frozen=True)
class Registration:
    """A person as registered, by one `enrolment`, and all those that the user sees."""

    enrolment: Enrolment
    number: PersonalNumber | None
    enrolments: list[Enrolment]

    @property
    def participant(self) -> Participant:
        return self.enrolment.participant


@dataclass(frozen=True)
class Comparison:
    """Two registrations with what differs, and what speaks against that they are of one person."""

    first: Registration
    second: Registration
    facts: list[ComparedFact]
    warnings: list[str]


def duplicates(user: Staff, today: date, participant: UUID | None = None) -> list[Duplicate]:
    """Return pairs born on the same day with names that are alike, the likest first.

    With `participant` the pairs of that person, who then stands first; without, of those who were
    enrolled last. The database names the pairs, and one whose two persons the user does not both
    see is left out. Those who are returned are recorded as viewed.
    """
    params = {"wanted": participant, "most": MOST_PAIRS}
    with connection.cursor() as cursor:
        cursor.execute(sql.load("participants.merging", "likely_duplicates.sql"), params)
        pairs = cursor.fetchall()
    persons = {person for pair in pairs for person in pair}
    enrolments = Enrolment.objects.visible_to(user).filter(participant__in=persons)
    stays = enrolments.order_by("participant", "-started_on", "pk").distinct("participant")
    rows = rows_of(list(stays.values_list(*STAY_FIELDS)), user, today)
    by_person = {row.participant.key: row for row in rows}
    visible = [pair for pair in pairs if by_person.keys() >= set(pair)]
    return [Duplicate(by_person[first], by_person[second]) for first, second in visible]


def compare(user: Staff, first: Enrolment, second: Enrolment) -> Comparison:
    """Return the persons of two enrolments side by side, as far as the user sees them."""
    one, other = _registration(user, first), _registration(user, second)
    warnings = _overlaps(one, other)
    for check in MERGE_CHECKS:
        warnings += check(user, one.enrolments, other.enrolments)
    return Comparison(one, other, _facts(one, other), warnings)


def merges_of(user: Staff, enrolment: Enrolment) -> QuerySet[PersonMerge]:
    """Return the merges into the person of the enrolment, the latest first."""
    merges: QuerySet[PersonMerge] = PersonMerge.objects.visible_to(user)
    of_person = merges.filter(kept=enrolment.participant_id)
    return of_person.select_related("merged_by", "undone_by").order_by("-merged_at")


def _registration(user: Staff, enrolment: Enrolment) -> Registration:
    enrolments = Enrolment.objects.visible_to(user).filter(participant=enrolment.participant_id)
    return Registration(
        enrolment=enrolment,
        number=enrolments_access.number_of(user, enrolment),
        enrolments=list(enrolments.select_related("delprojekt").order_by("started_on", "pk")),
    )


def _facts(one: Registration, other: Registration) -> list[ComparedFact]:
    facts = [
        ComparedFact("Nummer", _number_text(one), _number_text(other)),
        ComparedFact("Född", one.participant.born, other.participant.born),
    ]
    first, second = one.participant, other.participant
    rows = zip(field_rows(first, COMPARED), field_rows(second, COMPARED), strict=True)
    for own, others in rows:
        facts.append(ComparedFact(own.label, own.value, others.value))
    return facts


def _number_text(registration: Registration) -> str:
    number = registration.number
    if number is None:
        return "inget nummer"
    return f"{number} ({number.get_kind_display()})"


def _overlaps(one: Registration, other: Registration) -> list[str]:
    """A sentence about each two enrolments in one delprojekt that are not one after the other."""
    sentences = []
    for first in one.enrolments:
        for second in other.enrolments:
            if first.delprojekt_id == second.delprojekt_id and _is_overlapping(first, second):
                sentences.append(
                    f"Båda är inskrivna i {first.delprojekt} samtidigt: från {first.started_on} och"
                    f" från {second.started_on}. {MEND_OVERLAP}"
                )
    return sentences


def _is_overlapping(first: Enrolment, second: Enrolment) -> bool:
    earlier, later = sorted([first, second], key=_start_of)
    return earlier.ended_on is None or earlier.ended_on >= later.started_on


def _start_of(enrolment: Enrolment) -> date:
    return enrolment.started_on
