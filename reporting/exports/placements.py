"""placeringar and narvaro: arbetsträning as rows, in the columns of the import
(docs/formats.md §3, §4.7).
"""

from mia.access.roles import Permission
from mia.core.sql import load
from reporting.exports.declaration import ColumnKind, EnrolmentsRead, ReportColumn, RowExport

HOURS = "Timmar i veckan: stegens första dag och antal, med | emellan."
LAST_DAY = "Samma dag som datum, om närvaron är ifylld dag för dag."
NOT_PROTECTED = " Deltagare med skyddade personuppgifter är inte med."

PLACEMENTS = RowExport(
    slug="placeringar",
    title="Placeringar",
    purpose="Arbetsträningen i perioden, till exempel för att stämma av avtal och fakturor.",
    population=f"Placeringar som har pågått minst en dag i perioden.{NOT_PROTECTED}",
    permission=Permission.EXPORT_PERSONS,
    reads=EnrolmentsRead.OPEN,
    columns=(
        ReportColumn("delprojekt", "delprojekt"),
        ReportColumn("personnummer", "number"),
        ReportColumn("identitetstyp", "identity_kind"),
        ReportColumn("startdatum", "start_date", ColumnKind.DATE),
        ReportColumn("timmar", "hours", note=HOURS),
        ReportColumn("vard", "host"),
        ReportColumn("organisationsnummer", "organisation_number"),
        ReportColumn("avtal", "agreement"),
        ReportColumn("arbetsplats", "workplace"),
        ReportColumn("bransch", "branch"),
        ReportColumn("arbetsuppgifter", "tasks"),
        ReportColumn("pa_distans", "is_digital"),
        ReportColumn("handledare_vard", "supervisor"),
        ReportColumn("forsakrad", "is_enhanced"),
        ReportColumn("planerat_slut", "planned_until", ColumnKind.DATE),
        ReportColumn("slutdatum", "end_date", ColumnKind.DATE),
        ReportColumn("slutorsak", "end_reason"),
        ReportColumn("resultat", "result"),
    ),
    source=load("reporting.exports", "placements.sql"),
    order=("file_order", "placement_id"),
    counted_by="state",
    kind_labels=(("PÅGÅENDE", "Pågående"), ("AVSLUTAD", "Avslutade")),
)

ATTENDANCE = RowExport(
    slug="narvaro",
    title="Närvaro på arbetsträning",
    purpose="Närvaron i perioden, dag för dag eller vecka för vecka som den är ifylld.",
    population=f"Närvaro vars första dag ligger i perioden och inskrivningen.{NOT_PROTECTED}",
    permission=Permission.EXPORT_PERSONS,
    reads=EnrolmentsRead.ATTENDED,
    columns=(
        ReportColumn("delprojekt", "delprojekt"),
        ReportColumn("personnummer", "number"),
        ReportColumn("identitetstyp", "identity_kind"),
        ReportColumn("datum", "first_day", ColumnKind.DATE),
        ReportColumn("till_och_med", "last_day", ColumnKind.DATE, LAST_DAY),
        ReportColumn("minuter", "minutes", ColumnKind.WHOLE),
        ReportColumn("organisationsnummer", "organisation_number"),
        ReportColumn("arbetsplats", "workplace"),
    ),
    source=load("reporting.exports", "attendance.sql"),
    order=("file_order", "placement_id"),
    counted_by="kind",
    kind_labels=(("DAG", "Dagar"), ("VECKA", "Veckor")),
)
