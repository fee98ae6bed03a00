"""The columns of the file of contacts (docs/formats.md §3)."""

from interventions.contacts.enums import Channel, Outcome
from interventions.contacts.models import NOTE_LENGTH
from interventions.imports.columns import FileColumn, unread_cell
from interventions.methods.enums import Method
from mia.core.cells import clock, code, day, text, whole
from participants.people.enums import IdentityKind

CONTACT_COLUMNS = [
    FileColumn("delprojekt", text(20), required=True),
    FileColumn("personnummer", unread_cell, required=True),
    FileColumn("identitetstyp", code(IdentityKind.values)),
    FileColumn("datum", day, "held_on", required=True),
    FileColumn("starttid", clock, "started_at"),
    FileColumn("minuter", whole(0, 1440), "minutes", required=True),
    FileColumn("kanal", code(Channel.values), "channel", required=True),
    FileColumn("utfall", code(Outcome.values), "outcome", empty=Outcome.HELD.value),
    FileColumn("metod", code(Method.values), "method"),
    FileColumn("handledare", text(60)),
    FileColumn("anteckning", text(NOTE_LENGTH)),
]
# Those that fill a column of the contact by themselves.
FACT_COLUMNS = [column for column in CONTACT_COLUMNS if column.field]
HEADINGS = {column.field: column.name for column in FACT_COLUMNS}
TABLE_COLUMNS = ["id", "enrolment_id", "delprojekt_id", *HEADINGS, "staff_id"]
RECORD_COLUMNS = ["line", "bad", *TABLE_COLUMNS, "note"]
