"""The columns of the file of attendance (docs/formats.md §3)."""

from interventions.attendance.models import DAY_MINUTES, WEEK_DAYS
from interventions.imports.columns import FileColumn, unread_cell
from mia.core.cells import code, day, text, whole
from participants.people.enums import IdentityKind

ATTENDANCE_COLUMNS = [
    FileColumn("delprojekt", text(20), required=True),
    FileColumn("personnummer", unread_cell, required=True),
    FileColumn("identitetstyp", code(IdentityKind.values)),
    FileColumn("datum", day, "first_on", required=True),
    FileColumn("till_och_med", day, "last_on"),
    FileColumn("minuter", whole(1, WEEK_DAYS * DAY_MINUTES), "minutes", required=True),
    FileColumn("organisationsnummer", text(13)),
    FileColumn("arbetsplats", text(100)),
]
HEADINGS = {column.field: column.name for column in ATTENDANCE_COLUMNS if column.field}
TABLE_COLUMNS = ["id", "placement_id", "enrolment_id", "delprojekt_id", *HEADINGS]
RECORD_COLUMNS = ["line", "bad", *TABLE_COLUMNS]
