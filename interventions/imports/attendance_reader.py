"""What a row of the file of attendance says. Nothing is written here."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from interventions.imports.attendance_columns import ATTENDANCE_COLUMNS
from interventions.imports.columns import FileHeader, FileRow, read_cells
from interventions.imports.identity_reader import IdentityReader
from interventions.imports.import_request import Block, ImportRequest, ReadRow
from interventions.imports.lookups import ImportLookups
from interventions.imports.report import excerpt
from interventions.placements.models import Placement
from mia.core.personnummer import Identity
from mia.core.uuid7 import uuid7

NOT_PLACED = "Personen har ingen placering i delprojektet den dagen. Läs in placeringen först."
SEVERAL = "Personen har flera placeringar den dagen. Ange organisationsnummer eller arbetsplats."
LEAVES = "Dagarna går utanför placeringen, som slutade {last}."


@dataclass(frozen=True)
class RegisteredPlacement:
    """A placement that is registered, as rows are compared with it."""

    pk: UUID
    enrolment: UUID
    started_on: date
    ended_on: date | None
    workplace: str
    organisation_number: str | None

    def holds(self, day: date) -> bool:
        return self.started_on <= day and (self.ended_on is None or day <= self.ended_on)

    def is_meant(self, row: FileRow) -> bool:
        """Whether the row names this place, or none."""
        number = row.get("organisationsnummer")
        workplace = row.get("arbetsplats")
        if number and number.replace("-", "") != self.organisation_number:
            return False
        return not workplace or workplace.lower() == self.workplace.lower()


Placements = dict[tuple[UUID, int], list[RegisteredPlacement]]


class AttendanceReader:
    """Rows of the file become records of `incoming`."""

    def __init__(self, header: FileHeader, lookups: ImportLookups, request: ImportRequest) -> None:
        self.header = header
        self.lookups = lookups
        self.today = request.today
        self.identities = IdentityReader(lookups, request.by, request.today)
        self._placements: Placements = {}

    def read_block(self, block: Block) -> list[ReadRow]:
        """Records are in the order of RECORD_COLUMNS."""
        rows = [read_cells(line, cells, self.header, ATTENDANCE_COLUMNS) for line, cells in block]
        identities = self.identities.read_identities(rows)
        persons = {person.pk for person in self.identities.persons.values()}
        self._placements = registered_placements(persons, self.lookups.delprojekt.values())
        return list(map(self._read_row, rows, identities))

    def _read_row(self, row: FileRow, identity: Identity | None) -> ReadRow:
        delprojekt = self.identities.find_delprojekt(row)
        first_on = row.get("datum")
        last_on = row.get("till_och_med") or first_on
        placement = self._find_placement(row, identity, delprojekt)
        if placement is not None:
            self._check_days(row, placement, last_on)
        unread = [column.field or "placement_id" for column in row.unread(ATTENDANCE_COLUMNS)]
        key = placement.pk if placement else None
        enrolment = placement.enrolment if placement else None
        record = (
            row.line,
            unread,
            uuid7(),
            key,
            enrolment,
            delprojekt,
            first_on,
            last_on,
            row.get("minuter"),
        )
        return record, row.problems

    def _find_placement(
        self, row: FileRow, identity: Identity | None, delprojekt: int | None
    ) -> RegisteredPlacement | None:
        """The placement that holds the first day, at the place that the row names."""
        first_on = row.get("datum")
        if identity is None or delprojekt is None or first_on is None:
            return None
        person = self.identities.find_registered(identity)
        registered: list[RegisteredPlacement] = []
        if person is not None:
            registered = self._placements.get((person.pk, delprojekt), [])
        there = [one for one in registered if one.holds(first_on) and one.is_meant(row)]
        if len(there) == 1:
            return there[0]
        right = SEVERAL if there else NOT_PLACED
        row.refuse("datum", excerpt("datum", first_on), right)
        return None

    def _check_days(self, row: FileRow, placement: RegisteredPlacement, last_on: date) -> None:
        if placement.ended_on is not None and last_on > placement.ended_on:
            right = LEAVES.format(last=placement.ended_on)
            row.refuse("till_och_med", str(last_on), right)
        elif last_on > self.today:
            row.refuse("datum", str(last_on), "Dagen har inte varit än.")


def registered_placements(persons: Iterable[UUID], delprojekt: Iterable[int]) -> Placements:
    """Per person and delprojekt, in order of their first days."""
    rows = Placement.objects.filter(
        enrolment__participant__in=list(persons), delprojekt__in=list(delprojekt)
    )
    columns = (
        "enrolment__participant_id",
        "delprojekt_id",
        "pk",
        "enrolment_id",
        "started_on",
        "ended_on",
        "workplace",
        "host__organisation_number",
    )
    placements: Placements = defaultdict(list)
    for person, delprojekt_id, *facts in rows.order_by("started_on").values_list(*columns):
        placements[person, delprojekt_id].append(RegisteredPlacement(*facts))
    return dict(placements)
