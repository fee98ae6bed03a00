-- Participations: one row per person and ESF project, with the facts that indicators are derived from
-- (docs/formats.md §2). Part of a WITH: `participation`.
--
-- Entry facts come from the person's first enrolment in the project, exit facts from the last; there is
-- no exit while one enrolment is open. Everything is as it stood on the period's last day: an end after
-- it has not happened yet. Wrong registrations are not there (reporting_fact leaves them out).
--
-- The last enrolment's facts come by a FULL JOIN, though nobody is missing on either side: it is never
-- done by nested loops, which PostgreSQL chose when it had no statistics (4 s for 3,500 persons); and it
-- costs two thirds of what window functions did.
--
-- Parameters: last, delprojekt, projects.
-- Columns: participant_id, project_id; first_enrolment_id, enrolment_id (the last); entry_delprojekt_id,
-- delprojekt_id (of the last); the facts at entry; ended_on and the facts at exit, NULL while open.
chosen AS MATERIALIZED (
    SELECT f.participant_id, f.project_id, f.enrolment_id, f.delprojekt_id, f.started_on, f.ended_on,
           f.sex, f.is_protected, f.birth_date, f.labour_status, f.unemployed_since, f.in_education,
           f.education, f.study_before_percent, f.disability, f.foreign_background, f.homeless,
           f.exit_reason_id, f.exit_outcome, f.works_at_exit, f.studies_at_exit, f.seeking_after,
           f.registered_after
    FROM reporting_fact f
    WHERE f.started_on <= %(last)s
      AND f.delprojekt_id = ANY (%(delprojekt)s)
      AND f.project_id = ANY (%(projects)s)
),
first_stay AS (
    SELECT DISTINCT ON (participant_id, project_id) *
    FROM chosen
    ORDER BY participant_id, project_id, started_on, enrolment_id
),
last_stay AS (
    SELECT DISTINCT ON (participant_id, project_id)
           *,
           coalesce(ended_on <= %(last)s, false) AS has_left
    FROM chosen
    ORDER BY participant_id, project_id, ended_on DESC NULLS FIRST, enrolment_id
),
participation AS (
    SELECT participant_id,
           project_id,
           f.enrolment_id AS first_enrolment_id,
           l.enrolment_id,
           f.delprojekt_id AS entry_delprojekt_id,
           l.delprojekt_id,
           f.started_on,
           f.sex,
           f.is_protected,
           f.birth_date,
           f.labour_status,
           f.unemployed_since,
           f.in_education,
           f.education,
           f.study_before_percent,
           f.disability,
           f.foreign_background,
           f.homeless,
           CASE WHEN l.has_left THEN l.ended_on END AS ended_on,
           CASE WHEN l.has_left THEN l.exit_reason_id END AS exit_reason_id,
           CASE WHEN l.has_left THEN l.exit_outcome END AS exit_outcome,
           CASE WHEN l.has_left THEN l.works_at_exit END AS works_at_exit,
           CASE WHEN l.has_left THEN l.studies_at_exit END AS studies_at_exit,
           CASE WHEN l.has_left THEN l.seeking_after END AS seeking_after,
           CASE WHEN l.has_left THEN l.registered_after END AS registered_after
    FROM first_stay f
    FULL JOIN last_stay l USING (participant_id, project_id)
)
