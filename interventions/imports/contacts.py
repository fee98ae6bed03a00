"""The file of contacts: columns, what a row says, and the writing (docs/formats.md §3)."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from operator import itemgetter
from uuid import UUID

from interventions.contacts.enums import Channel, Outcome
from interventions.contacts.models import NOTE_LENGTH, Contact
from interventions.imports import staging
from interventions.imports.columns import FileColumn, FileHeader, FileRow, read_row
from interventions.imports.lookups import ImportLookups
from interventions.imports.participant_columns import raw
from interventions.imports.participants import IdentityReader
from interventions.imports.report import CHANGED, NEW, STATUSES, RowProblem, lines_of, shown
from interventions.imports.staging import execute
from interventions.methods.enums import Method
from mia.core import cells
from mia.core.uuid7 import uuid7
from participants.enrolments.models import Enrolment

COLUMNS = [
    FileColumn("delprojekt", cells.text(20), required=True),
    FileColumn("personnummer", raw, required=True),
    FileColumn("datum", cells.day, "held_on", required=True),
    FileColumn("starttid", cells.clock, "started_at"),
    FileColumn("minuter", cells.whole(0, 1440), "minutes", required=True),
    FileColumn("kanal", cells.code(Channel.values), "channel", required=True),
    FileColumn("utfall", cells.code(Outcome.values), "outcome", empty=Outcome.HELD.value),
    FileColumn("metod", cells.code(Method.values), "method"),
    FileColumn("handledare", cells.text(60)),
    FileColumn("anteckning", cells.text(NOTE_LENGTH)),
]
FIELDS = [column for column in COLUMNS if column.field]
HEADINGS = {column.field: column.name for column in FIELDS}
CONTACT_COLUMNS = ["id", "enrolment_id", "delprojekt_id", *HEADINGS, "staff_id"]
FACTS = ("minutes", "outcome", "method")
KEY = ("enrolment_id", "held_on", "started_at", "channel", "staff_id")
NEEDED = ("enrolment_id", "held_on")
KEY_IN_WORDS = "Samma kontakt (inskrivning, datum, starttid, kanal och handledare)"
NOT_ENROLLED = (
    "Personen är inte inskriven i delprojektet. Läs in eller registrera inskrivningen först."
)
Stay = tuple[date, UUID]  # the first day of an enrolment, and its key


class ContactReader:
    """Rows of the file become rows of `incoming`."""

    names = ["line", "bad", *CONTACT_COLUMNS, "note"]

    def __init__(self, header: FileHeader, lookups: ImportLookups, today: date) -> None:
        self.header, self.lookups = header, lookups
        self.identities = IdentityReader(lookups, today)
        self._stays = _stays(lookups.delprojekt.values())

    def read(
        self, line: int, cells: Sequence[object]
    ) -> tuple[tuple[object, ...], list[RowProblem]]:
        """The record for COPY, in the order of `names`, and everything wrong that the row itself
        tells.
        """
        row = read_row(line, cells, self.header, COLUMNS)
        delprojekt = self.identities.delprojekt(row)
        enrolment = self._enrolment(row, delprojekt)
        staff = self._staff(row)
        record = (
            line,
            [column.field or "staff_id" for column in row.unread(COLUMNS)],
            uuid7(),
            enrolment,
            delprojekt,
            *(row.values.get(column.name, column.empty) for column in FIELDS),
            staff,
            row.get("anteckning"),
        )
        return record, row.problems

    def _enrolment(self, row: FileRow, delprojekt: int | None) -> UUID | None:
        """The enrolment that holds the day; after an exit, the latest ended one; never before the
        first.
        """
        identity = self.identities.identity(row)
        if identity is None or delprojekt is None:
            return None
        person, is_allowed = self.identities.registered(row, identity)
        if not is_allowed:
            return None
        stays = self._stays.get((person.pk, delprojekt)) if person else None
        if not stays:
            row.refuse("personnummer", shown("personnummer", identity.number), NOT_ENROLLED)
            return None
        held_on = row.get("datum")
        if held_on is None:
            return stays[0][1]
        place = bisect_right(stays, held_on, key=itemgetter(0))
        if place == 0:
            right = f"Kontakten ligger före inskrivningen, som började {stays[0][0]}."
            row.refuse("datum", str(held_on), right)
            return None
        return stays[place - 1][1]

    def _staff(self, row: FileRow) -> int | None:
        username = row.get("handledare")
        if not username:
            return None
        staff = self.lookups.staff.get(username.lower())
        if staff is None:
            row.refuse("handledare", shown("", username), "Användarnamnet finns inte.")
        return staff


def _stays(delprojekt: Iterable[int]) -> dict[tuple[UUID, int], list[Stay]]:
    """First day and key of every enrolment, per person and delprojekt, earliest first.

    Enrolments never overlap, so the latest one that began by a day either holds the day or has
    ended before it.
    """
    enrolments = Enrolment.objects.filter(delprojekt_id__in=list(delprojekt))
    fields = ("participant_id", "delprojekt_id", "started_on", "pk")
    stays: dict[tuple[UUID, int], list[Stay]] = defaultdict(list)
    for person, place, started_on, pk in enrolments.order_by("started_on").values_list(*fields):
        stays[person, place].append((started_on, pk))
    return dict(stays)


def create() -> None:
    """An empty `incoming`, gone with the transaction."""
    execute("incoming_contacts")


def settle(reader: ContactReader, problems: list[RowProblem]) -> list[RowProblem]:
    """Everything wrong that only the whole file and the database can tell; afterwards `incoming`
    holds good rows.
    """
    execute("contacts_known")
    facts = [column for column in FIELDS if column.field in FACTS]
    staging.fill_absent(Contact, reader.header.fields(facts, present=False))
    more = staging.broken_constraints(Contact, HEADINGS)
    more += staging.repeated(KEY, NEEDED, KEY_IN_WORDS)
    staging.set_aside(lines_of(problems) | lines_of(more))
    return more


def classify(reader: ContactReader, *, readable: list[int]) -> None:
    """New, changed or unchanged. A note that exists is compared and changed only where notes may be
    read: `readable` are those delprojekt.
    """
    execute(
        "contacts_status",
        {**STATUSES, "has_notes": reader.header.has("anteckning"), "readable": readable},
        registered=staging.columns(FACTS, of="c"),
        incoming=staging.columns(FACTS, of="t"),
    )


def persons() -> int:
    """How many persons the good rows are about."""
    return int(execute("contacts_participants_count")[0][0])


def write(*, by: int | None) -> None:
    """`by` is the user of the page, None for a command: a command corrects as nobody."""
    facts = staging.assignments(FACTS, of="t")
    execute("contacts_update", {"by": by, "changed": CHANGED}, assignments=facts)
    columns = staging.columns(CONTACT_COLUMNS)
    execute("contacts_insert", {"by": by, "new": NEW}, columns=columns)
    execute("notes_write")
