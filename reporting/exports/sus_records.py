"""sus-poster: a row for each start and each end in the period (docs/formats.md §4.3)."""

from mia.access.roles import Permission
from mia.core.plain_text import BEGINS_AS_FORMULA
from mia.core.sql import load
from reporting.exports.declaration import ColumnKind, EnrolmentsRead, ReportColumn, RowExport
from reporting.figures import sus

CONSENT = "Dagen då det samtycke gavs som gäller när filen tas fram."

SUS_RECORDS = RowExport(
    slug="sus-poster",
    title="SUS: in- och utregistreringar",
    purpose="Underlag till SUS: en rad för varje start och varje avslut i perioden.",
    population=(
        "Inskrivningar som har börjat eller slutat i perioden. Den som inte har ett samtycke till"
        " SUS som gäller när filen tas fram, eller har skyddade personuppgifter, är anonym: en rad"
        " med kön och startår, ingen rad för avslutet."
    ),
    permission=Permission.EXPORT_PERSONS,
    reads=EnrolmentsRead.BEGUN_OR_ENDED,
    columns=(
        ReportColumn("Samverkansorganisation", "forbund"),
        ReportColumn("Insats", "delprojekt"),
        ReportColumn("Registreringstyp", "registration"),
        ReportColumn("Samtycke", "consent", ColumnKind.DATE, CONSENT),
        ReportColumn("Personnummer", "identity"),
        ReportColumn("Kön", "sex"),
        ReportColumn("Startår", "start_year", ColumnKind.WHOLE),
        ReportColumn("Kommun", "municipality"),
        ReportColumn("Stadsdel", "district"),
        ReportColumn("Startdatum", "start_date", ColumnKind.DATE),
        ReportColumn("Remitterande", "referrer"),
        ReportColumn("Försörjning före", "income_before"),
        ReportColumn("Tid i försörjning", "time_band"),
        ReportColumn("Utbildning", "education"),
        ReportColumn("Arbetar före", "work_before"),
        ReportColumn("Arbetar före %", "work_before_percent", ColumnKind.WHOLE),
        ReportColumn("Studerar före %", "study_before_percent", ColumnKind.WHOLE),
        ReportColumn("Arbetssökande före", "seeking_before"),
        ReportColumn("Slutdatum", "end_date", ColumnKind.DATE),
        ReportColumn("Avslutsanledning", "exit_reason"),
        ReportColumn("Försörjning efter", "income_after"),
        ReportColumn("Arbetar efter", "work_after"),
        ReportColumn("Arbetar efter %", "work_after_percent", ColumnKind.WHOLE),
        ReportColumn("Studerar efter %", "study_after_percent", ColumnKind.WHOLE),
        ReportColumn("Arbetssökande efter", "seeking_after"),
        ReportColumn("Inskriven hos Af efter", "registered_after"),
    ),
    source=load("reporting.exports", "sus_records.sql").format(
        stays=sus.stays("reporting_identity")
    ),
    order=(
        "delprojekt_order",
        "is_anonymous",
        "identity_order",
        "start_order",
        "kind",
        "enrolment_order",
        "sex",
        "start_year",
    ),
    counted_by="registration",
    is_handed_in=True,
    kind_labels=(
        ("INREG", "Inregistreringar"),
        ("UTREG", "Utregistreringar"),
        ("ANONYM", "Anonyma starter"),
    ),
    warnings=(("begins_as_formula", BEGINS_AS_FORMULA),),
)
