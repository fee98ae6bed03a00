"""The columns of the file of placements (docs/formats.md §3)."""

from interventions.imports.columns import FileColumn, unread_cell
from interventions.placements.enums import EndReason, Result
from mia.core.cells import code, day, plain_text, text, yes_no
from participants.people.enums import IdentityKind

PLACEMENT_COLUMNS = [
    FileColumn("delprojekt", text(20), required=True),
    FileColumn("personnummer", unread_cell, required=True),
    FileColumn("identitetstyp", code(IdentityKind.values)),
    FileColumn("startdatum", day, "started_on", required=True),
    FileColumn("timmar", text(400), required=True),
    FileColumn("vard", text(100)),
    FileColumn("organisationsnummer", text(13)),
    FileColumn("avtal", text(40)),
    FileColumn("arbetsplats", plain_text(100)),
    FileColumn("bransch", text(30)),
    FileColumn("arbetsuppgifter", plain_text(200), "tasks", empty=""),
    FileColumn("pa_distans", yes_no, "is_digital", empty=False),
    FileColumn("handledare_vard", plain_text(100), "supervisor", empty=""),
    FileColumn("forsakrad", yes_no, "is_enhanced", empty=False),
    FileColumn("planerat_slut", day, "planned_until"),
    FileColumn("slutdatum", day, "ended_on"),
    FileColumn("slutorsak", code(EndReason.values), "end_reason"),
    FileColumn("resultat", code(Result.values), "result"),
]
# Those that fill a column of the placement by themselves.
FACT_COLUMNS = [column for column in PLACEMENT_COLUMNS if column.field]
HEADINGS = {column.field: column.name for column in FACT_COLUMNS}
LOOKED_UP = {
    "host_id": "vard",
    "agreement_id": "avtal",
    "workplace": "arbetsplats",
    "branch_id": "bransch",
}
TABLE_COLUMNS = ["id", "enrolment_id", "delprojekt_id", *LOOKED_UP, *HEADINGS]
RECORD_COLUMNS = ["line", "bad", *TABLE_COLUMNS, "steps"]
