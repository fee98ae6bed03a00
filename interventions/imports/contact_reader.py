"""What a row of the file of contacts says. Nothing is written here."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from interventions.imports.columns import FileHeader, FileRow, read_cells
from interventions.imports.contact_columns import CONTACT_COLUMNS, FACT_COLUMNS
from interventions.imports.identity_reader import IdentityReader
from interventions.imports.import_request import Block, ImportRequest, ReadRow
from interventions.imports.lookups import ImportLookups
from interventions.imports.report import excerpt
from mia.core.personnummer import Identity
from mia.core.uuid7 import uuid7
from participants.enrolments.models import Enrolment
from participants.waiting.models import WaitingEnrolment

NOT_ENROLLED = (
    "Personen är inte inskriven i delprojektet. Läs in eller registrera inskrivningen först."
)


@dataclass
class PersonEnrolments:
    """The enrolments of one person in one delprojekt: first days, earliest first, and keys.

    Enrolments never overlap, so the latest one that began by a day either holds the day or has
    ended before it.
    """

    started_on: list[date] = field(default_factory=list)
    keys: list[UUID] = field(default_factory=list)

    def latest_begun_by(self, day: date) -> UUID | None:
        position = bisect_right(self.started_on, day)
        if position == 0:
            return None
        return self.keys[position - 1]


class ContactReader:
    """Rows of the file become records of `incoming`."""

    def __init__(self, header: FileHeader, lookups: ImportLookups, request: ImportRequest) -> None:
        self.header = header
        self.lookups = lookups
        self.identities = IdentityReader(lookups, request.by, request.today)
        self._enrolments: dict[tuple[UUID, int], PersonEnrolments] = {}
        self._waiting = _waiting_dates(lookups.waiting.values())

    def read_block(self, block: Block) -> list[ReadRow]:
        """Records are in the order of RECORD_COLUMNS."""
        rows = [read_cells(line, cells, self.header, CONTACT_COLUMNS) for line, cells in block]
        identities = self.identities.read_identities(rows)
        persons = {person.pk for person in self.identities.persons.values()}
        self._enrolments = _enrolment_dates(persons, self.lookups.delprojekt.values())
        return list(map(self._read_row, rows, identities))

    def _read_row(self, row: FileRow, identity: Identity | None) -> ReadRow:
        delprojekt = self.identities.find_delprojekt(row)
        enrolment = self._find_enrolment(row, identity, delprojekt)
        staff = self.identities.find_staff(row)
        unread = [column.field or "staff_id" for column in row.unread(CONTACT_COLUMNS)]
        facts = row.values_of(FACT_COLUMNS)
        note = row.get("anteckning")
        record = (row.line, unread, uuid7(), enrolment, delprojekt, *facts, staff, note)
        return record, row.problems

    def _find_enrolment(
        self, row: FileRow, identity: Identity | None, delprojekt: int | None
    ) -> UUID | None:
        """The enrolment that holds the day; after an exit, the latest ended one; never before the
        first.
        """
        if identity is None or delprojekt is None:
            return None
        self.identities.find_registered(identity)
        dates = self._dates_of(identity.number, delprojekt)
        if dates is None:
            row.refuse("personnummer", excerpt("personnummer", identity.number), NOT_ENROLLED)
            return None
        held_on = row.get("datum")
        if held_on is None:
            return dates.keys[0]
        enrolment = dates.latest_begun_by(held_on)
        if enrolment is None:
            first_day = dates.started_on[0]
            right = f"Kontakten ligger före inskrivningen, som började {first_day}."
            row.refuse("datum", str(held_on), right)
        return enrolment

    def _dates_of(self, number: str, delprojekt: int) -> PersonEnrolments | None:
        """The enrolments of a person whom the user sees; else those that wait for a decision, of
        which the user was told that they went in.
        """
        person = self.identities.persons.get(number)
        if person is None:
            return None
        dates = None
        if not person.is_closed:
            dates = self._enrolments.get((person.pk, delprojekt))
        if dates is None:
            dates = self._waiting.get((person.pk, delprojekt))
        return dates


def _enrolment_dates(
    persons: Iterable[UUID], delprojekt: Iterable[int]
) -> dict[tuple[UUID, int], PersonEnrolments]:
    """Per person and delprojekt."""
    enrolments = Enrolment.objects.filter(
        participant__in=list(persons), delprojekt__in=list(delprojekt)
    )
    fields = ("participant_id", "delprojekt_id", "started_on", "pk")
    rows = enrolments.order_by("started_on").values_list(*fields)
    dates: dict[tuple[UUID, int], PersonEnrolments] = defaultdict(PersonEnrolments)
    for person, delprojekt_id, started_on, pk in rows:
        person_dates = dates[person, delprojekt_id]
        person_dates.started_on.append(started_on)
        person_dates.keys.append(pk)
    return dict(dates)


def _waiting_dates(rows: Iterable[WaitingEnrolment]) -> dict[tuple[UUID, int], PersonEnrolments]:
    """The same of enrolments that wait; `rows` are in the order of their first days."""
    dates: dict[tuple[UUID, int], PersonEnrolments] = defaultdict(PersonEnrolments)
    for row in rows:
        person_dates = dates[row.participant_id, row.delprojekt_id]
        person_dates.started_on.append(row.started_on)
        person_dates.keys.append(row.pk)
    return dict(dates)
