"""The file of placements: its share of each step of an import (engine.import_rows)."""

from interventions.imports import staging
from interventions.imports.columns import FileHeader
from interventions.imports.hours_cell import AFTER
from interventions.imports.import_request import Block, ImportRequest, ReadRow
from interventions.imports.lookups import ImportLookups
from interventions.imports.placement_columns import (
    FACT_COLUMNS,
    HEADINGS,
    LOOKED_UP,
    RECORD_COLUMNS,
    TABLE_COLUMNS,
)
from interventions.imports.placement_reader import PlacementReader
from interventions.imports.report import CHANGED, NEW, STATUSES, RowProblem, lines_of
from interventions.imports.staging import execute
from interventions.placements.actions import ENDS_WITH_ENROLMENT
from interventions.placements.models import Placement

KEY = ("enrolment_id", "host_id", "started_on")
KEY_IN_WORDS = "Samma placering (inskrivning, värd och startdatum)"
OVERLAPS = "Deltagaren är placerad hos värden under den tiden, på en annan rad eller registrerat."
LEAVES_ATTENDANCE = "Närvaro är registrerad efter den dagen."
CHANGEABLE = (*LOOKED_UP, *HEADINGS)


class PlacementImport:
    """A FileImport (import_request.py)."""

    record_columns = RECORD_COLUMNS
    persons = "contacts_persons"

    def __init__(self, request: ImportRequest, header: FileHeader, lookups: ImportLookups) -> None:
        self.request = request
        self.header = header
        self.reader = PlacementReader(header, lookups, request)
        self.identities = self.reader.identities

    def create_incoming(self) -> None:
        execute("incoming_placements")

    def read_block(self, block: Block) -> list[ReadRow]:
        return self.reader.read_block(block)

    def set_aside_wrong_rows(self, problems: list[RowProblem]) -> list[RowProblem]:
        execute("placements_match")
        staging.fill_absent(Placement, self._absent())
        execute("placements_exits", ENDS_WITH_ENROLMENT)
        headings = HEADINGS | LOOKED_UP
        new_problems = staging.broken_constraints(Placement, headings)
        new_problems += staging.repeated(KEY, KEY, KEY_IN_WORDS)
        staging.set_aside(lines_of(problems) | lines_of(new_problems))
        late = []
        for line, ended_on in execute("placements_with_attendance"):
            late.append(RowProblem(line, "slutdatum", str(ended_on), LEAVES_ATTENDANCE))
        for line, started_on in execute("placements_steps_outside"):
            late.append(RowProblem(line, "timmar", str(started_on), AFTER))
        for line, started_on in execute("placements_overlapping"):
            late.append(RowProblem(line, "startdatum", str(started_on), OVERLAPS))
        staging.set_aside(lines_of(late))
        return new_problems + late

    def _absent(self) -> list[str]:
        """The columns that keep what is registered, because the file does not have them."""
        absent = self.header.fields(FACT_COLUMNS, present=False)
        for field, heading in LOOKED_UP.items():
            if field != "host_id" and not self.header.has(heading):
                absent.append(field)
        return absent

    def classify_rows(self) -> None:
        execute(
            "placements_status",
            STATUSES,
            registered=staging.columns(CHANGEABLE, of="p"),
            incoming=staging.columns(CHANGEABLE, of="t"),
        )

    def count_persons(self) -> int:
        rows = execute("contacts_participants_count")
        return int(rows[0][0])

    def write_rows(self) -> None:
        assignments = staging.assignments(CHANGEABLE, of="t")
        execute("placements_update", {"changed": CHANGED}, assignments=assignments)
        columns = staging.columns(TABLE_COLUMNS)
        execute("placements_insert", {"by": self.request.by_id, "new": NEW}, columns=columns)
        written = {"written": [NEW, CHANGED]}
        execute("placements_steps", written)
        execute("placements_steps_end", written)
