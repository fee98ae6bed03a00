"""The file of contacts: its share of each step of an import (engine.import_rows).

Works on the temporary table `incoming` (sql/incoming_contacts.sql), in sets.
"""

from interventions.contacts.models import Contact
from interventions.imports import notes, staging
from interventions.imports.columns import FileHeader
from interventions.imports.contact_columns import (
    FACT_COLUMNS,
    HEADINGS,
    RECORD_COLUMNS,
    TABLE_COLUMNS,
)
from interventions.imports.contact_reader import ContactReader
from interventions.imports.import_request import Block, ImportRequest, ReadRow
from interventions.imports.lookups import ImportLookups
from interventions.imports.report import CHANGED, NEW, STATUSES, RowProblem, lines_of
from interventions.imports.staging import execute
from interventions.imports.waiting_contacts import WaitingContacts
from mia.access.roles import Permission

CHANGEABLE = ("minutes", "outcome", "method")
KEY = ("enrolment_id", "held_on", "started_at", "channel", "staff_id")
REQUIRED_OF_KEY = ("enrolment_id", "held_on")
KEY_IN_WORDS = "Samma kontakt (inskrivning, datum, starttid, kanal och handledare)"


class ContactImport:
    """A FileImport (import_request.py)."""

    record_columns = RECORD_COLUMNS
    persons = "contacts_persons"

    def __init__(self, request: ImportRequest, header: FileHeader, lookups: ImportLookups) -> None:
        self.request = request
        self.header = header
        self.lookups = lookups
        self.reader = ContactReader(header, lookups, request)
        self.identities = self.reader.identities
        self.waiting = WaitingContacts(lookups.waiting)

    def create_incoming(self) -> None:
        execute("incoming_contacts")

    def read_block(self, block: Block) -> list[ReadRow]:
        return self.reader.read_block(block)

    def set_aside_wrong_rows(self, problems: list[RowProblem]) -> list[RowProblem]:
        execute("contacts_match")
        changeable = [column for column in FACT_COLUMNS if column.field in CHANGEABLE]
        absent = self.header.fields(changeable, present=False)
        staging.fill_absent(Contact, absent)
        new_problems = staging.broken_constraints(Contact, HEADINGS)
        new_problems += staging.repeated(KEY, REQUIRED_OF_KEY, KEY_IN_WORDS)
        staging.set_aside(lines_of(problems) | lines_of(new_problems))
        return new_problems

    def classify_rows(self) -> None:
        """A note that exists is compared and changed only where notes may be read."""
        if self.header.has("anteckning"):
            notes.mark_changed(self._delprojekt_with_readable_notes())
        execute(
            "contacts_status",
            STATUSES,
            registered=staging.columns(CHANGEABLE, of="c"),
            incoming=staging.columns(CHANGEABLE, of="t"),
        )
        self.waiting.classify()

    def _delprojekt_with_readable_notes(self) -> list[int]:
        user = self.request.by
        if user is None:
            return list(self.lookups.delprojekt.values())
        return list(user.scope.whole_delprojekt_with(Permission.READ_NOTES))

    def count_persons(self) -> int:
        rows = execute("contacts_participants_count")
        return int(rows[0][0])

    def write_rows(self) -> None:
        """A command corrects as nobody."""
        self.waiting.set_aside(by=self.request.by)
        by = self.request.by_id
        assignments = staging.assignments(CHANGEABLE, of="t")
        execute("contacts_update", {"by": by, "changed": CHANGED}, assignments=assignments)
        columns = staging.columns(TABLE_COLUMNS)
        execute("contacts_insert", {"by": by, "new": NEW}, columns=columns)
        notes.write()
