"""esf-deltagare: the list that SCB gets for each month and ESF project (docs/formats.md §4.1)."""

from mia.access.roles import Permission
from mia.core.plain_text import BEGINS_AS_FORMULA
from mia.core.sql import load
from reporting.exports.declaration import ColumnKind, EnrolmentsRead, ReportColumn, RowExport

HOURS = "Minuter delat med 60, en decimal, halva uppåt."
OCCASIONS = "Så många kontakter, och dagar eller veckor med närvaro, som timmarna kommer från."
TEMPLATE = "PO1 för den som var sysselsatt vid start, annars PO2."
CERTIFIED = "J: deltagaren har intygat så många minuter som månaden har. Annars N."
CORRECTED = "RÄTTAD: skiljer sig från en fil som redan är låst för månaden."

ESF_PARTICIPANTS = RowExport(
    slug="esf-deltagare",
    title="ESF: månadens deltagare",
    purpose=(
        "Listan som lämnas till SCB för varje månad och ESF-projekt, senast fyra veckor"
        " efter att månaden är slut."
    ),
    population=(
        "Alla inskrivningar som har varit öppna minst en dag i månaden, utom felregistreringar."
        " Även deltagare med skyddade personuppgifter är med, utan fullständigt nummer. Den"
        " som är inskriven fast ESF-projektet är slut är inte med."
    ),
    permission=Permission.EXPORT_PERSONS,
    is_monthly=True,
    is_per_project=True,
    reads=EnrolmentsRead.OPEN,
    columns=(
        ReportColumn("Diarienummer", "reference"),
        ReportColumn("Delprojekt", "delprojekt"),
        ReportColumn("Rapportmånad", "report_month"),
        ReportColumn("Identitetstyp", "identity_kind"),
        ReportColumn("Personnummer", "identity"),
        ReportColumn("Startdatum", "start_date", ColumnKind.DATE),
        ReportColumn("Slutdatum", "end_date", ColumnKind.DATE),
        ReportColumn("Timmar", "hours", ColumnKind.TENTH, HOURS),
        ReportColumn("Tillfällen", "occasions", ColumnKind.WHOLE, OCCASIONS),
        ReportColumn("Mall", "template", note=TEMPLATE),
        ReportColumn("Intygad", "is_certified", note=CERTIFIED),
        ReportColumn("Händelse", "event", note=CORRECTED),
    ),
    source=load("reporting.exports", "esf_participants.sql"),
    order=("file_order", "started_on", "enrolment_id"),
    counted_by="event",
    is_handed_in=True,
    kind_labels=(
        ("NY", "Nya"),
        ("PÅGÅENDE", "Pågående"),
        ("AVSLUTAD", "Avslutade"),
        ("RÄTTAD", "Rättade sedan månaden låstes"),
    ),
    warnings=(
        ("has_no_identity", "{number} saknar personnummer. SCB tar inte emot dem."),
        ("has_no_hours", "{number} har inga timmar i månaden."),
        ("has_too_many_hours", "{number} har mer än 184 timmar i månaden."),
        ("begins_as_formula", BEGINS_AS_FORMULA),
    ),
)
