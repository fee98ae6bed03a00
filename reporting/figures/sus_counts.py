"""SUS's aggregates (docs/domain.md §2.11, §7.4), counted in one statement.

Unit: enrolments, as SUS counts insatser: a person with two counts twice. Background is of those who
began in the period, before and after of those who ended in it; each only when a SUS consent held
that day and the person is not protected. Everyone else who began is anonymous. Felregistreringar
are not there (reporting_fact leaves them out).
"""

from decimal import Decimal
from typing import Any

from mia.access import replica
from reporting.figures import sus

Cell = tuple[str, str, str]  # table, group, value
Counts = dict[tuple[Cell, str], Decimal]

DAYS_PER_MONTH = "30.4375"
_AGE = "extract(year FROM age(r.started_on, r.birth_date))"
_OR_MISSING = f"coalesce({{}}, '{sus.MISSING}')"
# table, group: from which rows, the value, which array's members it takes
_GROUPS = [
    ("BAKGRUND", "ÅLDER", "begun", sus.age_band(_AGE)),
    ("BAKGRUND", "UTBILDNING", "begun", _OR_MISSING.format("r.education")),
    ("BAKGRUND", "TID", "begun", sus.time_band("r.income_months")),
    ("BAKGRUND", "FÖRSÖRJNING FÖRE", "begun", "income_before"),
    ("BAKGRUND", "REMITTERANDE", "begun", _OR_MISSING.format("r.referrer_id")),
    ("BAKGRUND", "KOMMUN", "begun", _OR_MISSING.format("r.municipality_id")),
    ("SYSSELSATTNING", "FÖRE", "ended", sus.occupation("r", "before")),
    ("SYSSELSATTNING", "EFTER", "ended", sus.occupation("r", "after")),
    ("FORSORJNING", "FÖRE", "ended", "income_before"),
    ("FORSORJNING", "EFTER", "ended", "income_after"),
    ("AVSLUT", "ANLEDNING", "ended", "r.exit_reason_id"),
    ("ANONYMA", "STARTÅR", "anonymous", "extract(year FROM r.started_on)::text"),
    ("bas", "BAKGRUND", "begun", "''"),
    ("bas", "AVSLUTADE", "ended", "''"),
    ("bas", "ANONYMA", "anonymous", "''"),
]
WORK_OR_STUDY = ("RESULTAT", "ARBETAR ELLER STUDERAR EFTER", "JA")
NEW_OR_MORE = ("RESULTAT", "NY ELLER ÖKAD OMFATTNING", "JA")
MEAN, MEDIAN = ("TID", "MEDELMÅNADER", "MÅNADER"), ("TID", "MEDIANMÅNADER", "MÅNADER")
SEVERAL = {"income_before", "income_after"}
NOBODY = Decimal(0)


def _count(table: str, group: str, source: str, value: str) -> str:
    joined = ""
    if value in SEVERAL:
        known = f"CASE WHEN r.{value} = '{{}}' THEN '{{{sus.MISSING}}}' ELSE r.{value} END"
        joined = f" CROSS JOIN LATERAL unnest({known}) AS m"
        value = "m"
    return (
        f"SELECT '{table}', '{group}', ({value})::text, r.sex, count(*)::numeric FROM {source} r{joined}"
        " GROUP BY 3, 4"
    )


def _count_if(cell: Cell, condition: str) -> str:
    table, group, value = cell
    return f"SELECT '{table}', '{group}', '{value}', r.sex, count(*) FROM ended r WHERE {condition} GROUP BY r.sex"


def _months(cell: Cell, figure: str) -> str:
    table, group, value = cell
    return (
        f"SELECT '{table}', '{group}', '{value}', coalesce(m.sex, 'T'), round(({figure})::numeric, 1)"
        f" FROM (SELECT r.sex, (r.ended_on - r.started_on + 1) / {DAYS_PER_MONTH} AS months FROM ended r) m"
        " GROUP BY GROUPING SETS ((m.sex), ()) HAVING count(*) > 0"
    )


STATEMENT = f"""
WITH stay AS MATERIALIZED (
    SELECT f.* FROM reporting_fact f
    WHERE (f.started_on BETWEEN %(first)s AND %(last)s OR f.ended_on BETWEEN %(first)s AND %(last)s)
      AND f.delprojekt_id = ANY (%(delprojekt)s) AND f.project_id = ANY (%(projects)s)
), start AS MATERIALIZED (
    SELECT s.*, NOT s.is_protected AND {sus.consent("s", "s.started_on")} IS NOT NULL AS is_known
    FROM stay s WHERE s.started_on BETWEEN %(first)s AND %(last)s
), begun AS (
    SELECT * FROM start s WHERE s.is_known
), anonymous AS (
    SELECT * FROM start s WHERE NOT s.is_known
), ended AS MATERIALIZED (
    SELECT s.* FROM stay s WHERE s.ended_on BETWEEN %(first)s AND %(last)s
      AND NOT s.is_protected AND {sus.consent("s", "s.ended_on")} IS NOT NULL
)
{" UNION ALL ".join(_count(*group) for group in _GROUPS)}
UNION ALL {_count_if(WORK_OR_STUDY, f"{sus.works('r', 'after')} OR {sus.studies('r', 'after')}")}
UNION ALL {_count_if(NEW_OR_MORE, sus.new_or_more("r"))}
UNION ALL {_months(MEAN, "avg(m.months)")}
UNION ALL {_months(MEDIAN, "percentile_cont(0.5) WITHIN GROUP (ORDER BY m.months)")}
"""


def counts(parameters: dict[str, Any]) -> Counts:
    """((table, group, value), sex) → enrolments, or months in the table TID; sexes K, M, X, and T
    for TID.
    """
    found = replica.fetch(STATEMENT, parameters)
    return {((table, group, value), sex): number for table, group, value, sex, number in found}
