"""sus-poster: start and end records (docs/formats.md §4.3). One row per start and per end in the
period.
"""

from mia.access.roles import Permission
from reporting.exports.declaration import Column, Kind, RowExport
from reporting.figures import sus

# An anonymous participant leaves one row per start with sex and year, and none per end
# (docs/domain.md §2.4 no. 5 and 6).
_SOURCE = f"""
WITH stay AS MATERIALIZED (
    SELECT i.* FROM reporting_identity i
    WHERE (i.started_on BETWEEN %(first)s AND %(last)s OR i.ended_on BETWEEN %(first)s AND %(last)s)
      AND i.delprojekt_id = ANY (%(delprojekt)s) AND i.project_id = ANY (%(projects)s)
), record AS (
    SELECT s.*, 'INREG' AS kind, s.started_on AS day FROM stay s WHERE s.started_on BETWEEN %(first)s AND %(last)s
    UNION ALL
    SELECT s.*, 'UTREG', s.ended_on FROM stay s WHERE s.ended_on BETWEEN %(first)s AND %(last)s
), known AS (
    SELECT r.*, {sus.consent("r", "r.day")} AS given_on FROM record r
)
SELECT k.*, (SELECT d.code FROM organisation_delprojekt d WHERE d.id = k.delprojekt_id) AS delprojekt,
       (SELECT d.name FROM organisation_delprojekt d WHERE d.id = k.delprojekt_id) AS delprojekt_name,
       (SELECT f.name FROM organisation_delprojekt d JOIN organisation_forbund f ON f.id = d.forbund_id
        WHERE d.id = k.delprojekt_id) AS forbund_name,
       k.kind = 'INREG' AS starts, k.is_protected OR k.given_on IS NULL AS is_anonymous
FROM known k
WHERE k.kind = 'INREG' OR NOT (k.is_protected OR k.given_on IS NULL)
"""


def _known(value: str) -> str:
    return f"CASE WHEN NOT r.is_anonymous THEN {value} END"


def _start(value: str) -> str:
    return f"CASE WHEN r.starts AND NOT r.is_anonymous THEN {value} END"


def _end(value: str) -> str:
    return f"CASE WHEN NOT r.starts THEN {value} END"


def _yes_no(value: str) -> str:
    return f"CASE {value} WHEN true THEN 'ja' WHEN false THEN 'nej' END"


def _codes(value: str) -> str:
    return f"array_to_string({value}, '|')"


SUS_RECORDS = RowExport(
    slug="sus-poster",
    title="SUS: in- och utregistreringar",
    purpose="Underlag till SUS: en rad för varje start och varje avslut i perioden.",
    population=(
        "Inskrivningar som har börjat eller slutat i perioden. Den som inte har ett giltigt samtycke till SUS den"
        " dagen, eller har skyddade personuppgifter, är anonym: en rad med kön och startår, ingen rad för avslutet."
    ),
    permission=Permission.EXPORT_PERSONS,
    reads="f.started_on BETWEEN %(first)s AND %(last)s OR f.ended_on BETWEEN %(first)s AND %(last)s",
    rows_each="CASE WHEN f.started_on >= %(first)s AND f.ended_on <= %(last)s THEN 2 ELSE 1 END",
    columns=(
        Column("Samverkansorganisation", "r.forbund_name"),
        Column("Insats", "r.delprojekt_name"),
        Column("Registreringstyp", "CASE WHEN r.is_anonymous THEN 'ANONYM' ELSE r.kind END"),
        Column("Samtycke", _known("r.given_on"), Kind.DATE, "Dagen då samtycket som gäller gavs."),
        Column("Personnummer", _known("r.identity")),
        Column("Kön", "r.sex"),
        Column("Startår", "extract(year FROM r.started_on)::integer", Kind.WHOLE),
        Column("Kommun", _known("r.municipality_id")),
        Column("Stadsdel", _known("r.district")),
        Column("Startdatum", _known("r.started_on"), Kind.DATE),
        Column("Remitterande", _start("r.referrer_id")),
        Column("Försörjning före", _start(_codes("r.income_before"))),
        Column("Tid i försörjning", _start(sus.time_band("r.income_months"))),
        Column("Utbildning", _start("r.education")),
        Column("Arbetar före", _start("r.work_before")),
        Column("Arbetar före %", _start("r.work_before_percent"), Kind.WHOLE),
        Column("Studerar före %", _start("r.study_before_percent"), Kind.WHOLE),
        Column("Arbetssökande före", _start(_yes_no("r.seeking_before"))),
        Column("Slutdatum", _end("r.ended_on"), Kind.DATE),
        Column("Avslutsanledning", _end("r.exit_reason_id")),
        Column("Försörjning efter", _end(_codes("r.income_after"))),
        Column("Arbetar efter", _end("r.work_after")),
        Column("Arbetar efter %", _end("r.work_after_percent"), Kind.WHOLE),
        Column("Studerar efter %", _end("r.study_after_percent"), Kind.WHOLE),
        Column("Arbetssökande efter", _end(_yes_no("r.seeking_after"))),
        Column("Inskriven hos Af efter", _end(_yes_no("r.registered_after"))),
    ),
    source=_SOURCE,
    kinds_of="Registreringstyp",
    kind_labels=(
        ("INREG", "Inregistreringar"),
        ("UTREG", "Utregistreringar"),
        ("ANONYM", "Anonyma starter"),
    ),
    order=(
        'r.delprojekt COLLATE "C", r.is_anonymous,'
        f' {_known("r.identity")} COLLATE "C" NULLS LAST, {_known("r.started_on")}, r.kind,'
        f" {_known('r.enrolment_id')}, r.sex, extract(year FROM r.started_on)"
    ),
)
