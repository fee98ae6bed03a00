"""Participations: one row per person and ESF project, which is what goals and ESF indicators count
(docs/formats.md §2).

Entry facts come from the person's first enrolment in the project, exit facts from the last, and
there is no exit while one enrolment is open. Everything is as it stood on the period's last day: an
end after it has not happened yet. Felregistreringar are not there at all (the view reporting_fact
leaves them out). The last enrolment's facts come by a FULL JOIN, though nobody is missing on either
side: it is never done by nested loops, which PostgreSQL chose when it had no statistics (4 s for
3,500 persons); and it costs two thirds of what window functions did.

Parameters of the SQL: %(last)s date, %(delprojekt)s bigint[], %(projects)s bigint[]. Columns:
participant_id, project_id, first_enrolment_id, enrolment_id (the last), delprojekt_id (of the
last), is_protected, entry: started_on, entry_delprojekt_id, referrer_id, sex, birth_date,
birth_year, municipality_id, labour_status, unemployed_since, in_education, education,
income_before, income_months, work_before, work_before_percent, study_before_percent,
seeking_before, disability, foreign_background, homeless; exit (NULL while open): ended_on,
exit_reason_id, exit_outcome, income_after, work_after, work_after_percent, study_after_percent,
seeking_after, registered_after.
"""

_CHOSEN = """
chosen AS MATERIALIZED (
    SELECT {columns} FROM reporting_fact f
    WHERE f.started_on <= %(last)s AND f.delprojekt_id = ANY (%(delprojekt)s) AND f.project_id = ANY (%(projects)s)
)
"""
_COUNTED = """
{entry} AS (
    SELECT DISTINCT ON (participant_id, project_id{apart}) * FROM chosen
    ORDER BY participant_id, project_id{apart}, started_on, enrolment_id
),
{leaving} AS (
    SELECT DISTINCT ON (participant_id, project_id{apart}) * FROM chosen
    ORDER BY participant_id, project_id{apart}, ended_on DESC NULLS FIRST, enrolment_id
),
{participation} AS (
    SELECT participant_id, project_id, a.enrolment_id AS first_enrolment_id, z.enrolment_id,
           {delprojekt}, a.started_on, a.delprojekt_id AS entry_delprojekt_id, a.sex, {entry_facts},
           CASE WHEN z.ended_on <= %(last)s THEN z.ended_on END AS ended_on, {exit_facts}
    FROM {entry} a FULL JOIN {leaving} z USING (participant_id, project_id{same})
)
"""
_KEYS = (
    "participant_id",
    "project_id",
    "enrolment_id",
    "delprojekt_id",
    "started_on",
    "ended_on",
    "sex",
)
_ENTRY = (
    "is_protected",
    "referrer_id",
    "birth_date",
    "birth_year",
    "municipality_id",
    "labour_status",
    "unemployed_since",
    "in_education",
    "education",
    "income_before",
    "income_months",
    "work_before",
    "work_before_percent",
    "study_before_percent",
    "seeking_before",
    "disability",
    "foreign_background",
    "homeless",
)
_EXIT = (
    "exit_reason_id",
    "exit_outcome",
    "income_after",
    "work_after",
    "work_after_percent",
    "study_after_percent",
    "seeking_after",
    "registered_after",
)


def _sql(entry: tuple[str, ...], leaving: tuple[str, ...]) -> tuple[str, str]:
    """The whole, and the whole with `participation_apart`: with these facts, of which each row
    carries no more.
    """
    facts = {
        "entry_facts": ", ".join(f"a.{name}" for name in entry),
        "exit_facts": ", ".join(
            f"CASE WHEN z.ended_on <= %(last)s THEN z.{name} END AS {name}" for name in leaving
        ),
    }
    chosen = _CHOSEN.format(columns=", ".join(f"f.{name}" for name in (*_KEYS, *entry, *leaving)))
    whole = _COUNTED.format(
        entry="entry",
        leaving="leaving",
        participation="participation",
        apart="",
        same="",
        delprojekt="z.delprojekt_id AS delprojekt_id",
        **facts,
    )
    apart = _COUNTED.format(
        entry="entry_apart",
        leaving="leaving_apart",
        participation="participation_apart",
        apart=", delprojekt_id",
        same=", delprojekt_id",
        delprojekt="delprojekt_id",
        **facts,
    )
    return f"{chosen}, {whole}", f"{chosen}, {whole}, {apart}"


PARTICIPATIONS, _ = _sql(_ENTRY, _EXIT)
# The same rows with what cohorts (reporting/figures/cohorts.py) and the dashboard ask of them.
# BOTH: also one row per person, ESF project and delprojekt, every delprojekt counted as its own
# dashboard does.
COUNTABLE, COUNTABLE_BOTH = _sql(("referrer_id",), ("exit_outcome",))
