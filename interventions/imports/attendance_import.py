"""The file of attendance: its share of each step of an import (engine.import_rows)."""

from interventions.attendance.models import DAY_MINUTES, Attendance
from interventions.imports import staging
from interventions.imports.attendance_columns import HEADINGS, RECORD_COLUMNS, TABLE_COLUMNS
from interventions.imports.attendance_reader import AttendanceReader
from interventions.imports.columns import FileHeader
from interventions.imports.import_request import Block, ImportRequest, ReadRow
from interventions.imports.lookups import ImportLookups
from interventions.imports.report import CHANGED, NEW, STATUSES, RowProblem, lines_of
from interventions.imports.staging import execute

KEY = ("placement_id", "first_on", "last_on")
KEY_IN_WORDS = "Samma närvaro (placering och dagar)"
OVERLAPS = "Det finns redan närvaro för en av dagarna, på en annan rad eller registrerad."
TOO_MUCH = (
    "Närvaron är mer än 24 timmar om dagen på alla platser tillsammans, med andra rader eller det"
    " som är registrerat."
)


class AttendanceImport:
    """A FileImport (import_request.py)."""

    record_columns = RECORD_COLUMNS
    persons = "contacts_persons"

    def __init__(self, request: ImportRequest, header: FileHeader, lookups: ImportLookups) -> None:
        self.request = request
        self.reader = AttendanceReader(header, lookups, request)
        self.identities = self.reader.identities

    def create_incoming(self) -> None:
        execute("incoming_attendance")

    def read_block(self, block: Block) -> list[ReadRow]:
        return self.reader.read_block(block)

    def set_aside_wrong_rows(self, problems: list[RowProblem]) -> list[RowProblem]:
        execute("attendance_match")
        new_problems = staging.broken_constraints(Attendance, HEADINGS)
        new_problems += staging.repeated(KEY, KEY, KEY_IN_WORDS)
        staging.set_aside(lines_of(problems) | lines_of(new_problems))
        overlapping = []
        for line, first_on in execute("attendance_overlapping"):
            overlapping.append(RowProblem(line, "datum", str(first_on), OVERLAPS))
        staging.set_aside(lines_of(overlapping))
        too_much = []
        for line, first_on in execute("attendance_too_much", {"day": DAY_MINUTES}):
            too_much.append(RowProblem(line, "minuter", str(first_on), TOO_MUCH))
        staging.set_aside(lines_of(too_much))
        return new_problems + overlapping + too_much

    def classify_rows(self) -> None:
        execute("attendance_status", STATUSES)

    def count_persons(self) -> int:
        rows = execute("contacts_participants_count")
        return int(rows[0][0])

    def write_rows(self) -> None:
        execute("attendance_update", {"changed": CHANGED})
        columns = staging.columns(TABLE_COLUMNS)
        execute("attendance_insert", {"by": self.request.by_id, "new": NEW}, columns=columns)
