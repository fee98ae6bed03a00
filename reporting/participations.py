"""Participations: one row per person and ESF project, which is what goals and ESF indicators count (formats §2).

Entry facts come from the person's first enrolment in the project, exit facts from the last, and there is no exit while
one enrolment is open. Everything is as it stood on the period's last day: an end after it has not happened yet.
Felregistreringar are not there at all (the view reporting_fact leaves them out). The last enrolment's facts come by
a FULL JOIN, though nobody is missing on either side: it is never done by nested loops, which PostgreSQL chose when it
had no statistics (4 s for 3,500 persons); and it costs two thirds of what window functions did.

Parameters of the SQL: %(last)s date, %(delprojekt)s bigint[], %(projects)s bigint[].
Columns: participant_id, project_id, first_enrolment_id, enrolment_id (the last), delprojekt_id (of the last),
is_protected,
entry: started_on, entry_delprojekt_id, referrer_id, sex, birth_date, birth_year, municipality_id, labour_status,
unemployed_since, in_education, education, income_before, income_months, work_before, work_before_percent,
study_before_percent, seeking_before, disability, foreign_background, homeless;
exit (NULL while open): ended_on, exit_reason_id, exit_outcome, income_after, work_after, work_after_percent,
study_after_percent, seeking_after, registered_after.
"""

_CHOSEN = """
chosen AS MATERIALIZED (
    SELECT f.* FROM reporting_fact f
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
           {delprojekt}, a.is_protected, a.started_on, a.delprojekt_id AS entry_delprojekt_id,
           a.referrer_id, a.sex, a.birth_date, a.birth_year, a.municipality_id, a.labour_status, a.unemployed_since,
           a.in_education, a.education, a.income_before, a.income_months, a.work_before, a.work_before_percent,
           a.study_before_percent, a.seeking_before, a.disability, a.foreign_background, a.homeless,
           CASE WHEN z.ended_on <= %(last)s THEN z.ended_on END AS ended_on,
           CASE WHEN z.ended_on <= %(last)s THEN z.exit_reason_id END AS exit_reason_id,
           CASE WHEN z.ended_on <= %(last)s THEN z.exit_outcome END AS exit_outcome,
           CASE WHEN z.ended_on <= %(last)s THEN z.income_after END AS income_after,
           CASE WHEN z.ended_on <= %(last)s THEN z.work_after END AS work_after,
           CASE WHEN z.ended_on <= %(last)s THEN z.work_after_percent END AS work_after_percent,
           CASE WHEN z.ended_on <= %(last)s THEN z.study_after_percent END AS study_after_percent,
           CASE WHEN z.ended_on <= %(last)s THEN z.seeking_after END AS seeking_after,
           CASE WHEN z.ended_on <= %(last)s THEN z.registered_after END AS registered_after
    FROM {entry} a FULL JOIN {leaving} z USING (participant_id, project_id{same})
)
"""
_WHOLE = _COUNTED.format(
    entry="entry", leaving="leaving", participation="participation", apart="", same="",
    delprojekt="z.delprojekt_id AS delprojekt_id",
)  # fmt: skip
# One row per person, ESF project and delprojekt: every delprojekt counted by itself, as its own dashboard does.
_APART = _COUNTED.format(
    entry="entry_apart", leaving="leaving_apart", participation="participation_apart", apart=", delprojekt_id",
    same=", delprojekt_id", delprojekt="delprojekt_id",
)  # fmt: skip
PARTICIPATIONS = f"{_CHOSEN}, {_WHOLE}"
# And `participation_apart`, with the same columns.
BOTH = f"{_CHOSEN}, {_WHOLE}, {_APART}"
