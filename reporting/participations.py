"""Participations: one row per person and ESF project, which is what goals and ESF indicators count (formats §2).

Entry facts come from the person's first enrolment in the project, exit facts from the last, and there is no exit while
one enrolment is open. Everything is as it stood on the period's last day: an end after it has not happened yet.
Felregistreringar are not there at all (the view reporting_fact leaves them out). The last enrolment's facts come by
window, not by a join: without statistics PostgreSQL joined by nested loops (4 s for 3,500 persons).

Parameters of the SQL: %(last)s date, %(delprojekt)s bigint[], %(projects)s bigint[].
Columns: participant_id, project_id, first_enrolment_id, enrolment_id (the last), delprojekt_id (of the last),
is_protected,
entry: started_on, entry_delprojekt_id, referrer_id, sex, birth_date, birth_year, municipality_id, labour_status,
unemployed_since, in_education, education, income_before, income_months, work_before, work_before_percent,
study_before_percent, seeking_before, disability, foreign_background, homeless;
exit (NULL while open): ended_on, exit_reason_id, exit_outcome, income_after, work_after, work_after_percent,
study_after_percent, seeking_after, registered_after.
"""

_SQL = """
chosen AS MATERIALIZED (
    SELECT f.*, row_number() OVER entry AS entry_order,
           first_value(f.enrolment_id) OVER leaving AS last_enrolment_id,
           first_value(f.delprojekt_id) OVER leaving AS last_delprojekt_id,
           first_value(f.ended_on) OVER leaving AS last_ended_on,
           first_value(f.exit_reason_id) OVER leaving AS last_exit_reason_id,
           first_value(f.exit_outcome) OVER leaving AS last_exit_outcome,
           first_value(f.income_after) OVER leaving AS last_income_after,
           first_value(f.work_after) OVER leaving AS last_work_after,
           first_value(f.work_after_percent) OVER leaving AS last_work_after_percent,
           first_value(f.study_after_percent) OVER leaving AS last_study_after_percent,
           first_value(f.seeking_after) OVER leaving AS last_seeking_after,
           first_value(f.registered_after) OVER leaving AS last_registered_after
    FROM reporting_fact f
    WHERE f.started_on <= %(last)s AND f.delprojekt_id = ANY (%(delprojekt)s) AND f.project_id = ANY (%(projects)s)
    WINDOW entry AS (PARTITION BY f.participant_id, f.project_id{apart} ORDER BY f.started_on, f.enrolment_id),
           leaving AS (PARTITION BY f.participant_id, f.project_id{apart}
                       ORDER BY f.ended_on DESC NULLS FIRST, f.enrolment_id)
),
participation AS (
    SELECT c.participant_id, c.project_id, c.enrolment_id AS first_enrolment_id, c.last_enrolment_id AS enrolment_id,
           c.last_delprojekt_id AS delprojekt_id, c.is_protected, c.started_on, c.delprojekt_id AS entry_delprojekt_id,
           c.referrer_id, c.sex, c.birth_date, c.birth_year, c.municipality_id, c.labour_status, c.unemployed_since,
           c.in_education, c.education, c.income_before, c.income_months, c.work_before, c.work_before_percent,
           c.study_before_percent, c.seeking_before, c.disability, c.foreign_background, c.homeless,
           CASE WHEN c.last_ended_on <= %(last)s THEN c.last_ended_on END AS ended_on,
           CASE WHEN c.last_ended_on <= %(last)s THEN c.last_exit_reason_id END AS exit_reason_id,
           CASE WHEN c.last_ended_on <= %(last)s THEN c.last_exit_outcome END AS exit_outcome,
           CASE WHEN c.last_ended_on <= %(last)s THEN c.last_income_after END AS income_after,
           CASE WHEN c.last_ended_on <= %(last)s THEN c.last_work_after END AS work_after,
           CASE WHEN c.last_ended_on <= %(last)s THEN c.last_work_after_percent END AS work_after_percent,
           CASE WHEN c.last_ended_on <= %(last)s THEN c.last_study_after_percent END AS study_after_percent,
           CASE WHEN c.last_ended_on <= %(last)s THEN c.last_seeking_after END AS seeking_after,
           CASE WHEN c.last_ended_on <= %(last)s THEN c.last_registered_after END AS registered_after
    FROM chosen c
    WHERE c.entry_order = 1
)
"""
PARTICIPATIONS = _SQL.format(apart="")
# One row per person, ESF project and delprojekt: every delprojekt counted by itself, as its own dashboard does.
PARTICIPATIONS_PER_DELPROJEKT = _SQL.format(apart=", f.delprojekt_id")
