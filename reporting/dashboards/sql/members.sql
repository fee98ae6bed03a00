-- The participations that one number of the dashboard counts, latest start first.
--
-- Inserted: participations and chosen (reporting/figures/participations.py), cohorts (cohorts.sql),
-- methods (participation_methods.sql); cohort, a column of cohorts.sql; day, the column by which
-- the cohort is split into months.
-- Parameters: those of what is inserted; sex, month, referrer and method, each empty when the number
-- is not narrowed by it; missing, the code for a referrer that is not noted.
-- Columns: enrolment_id, delprojekt_id, started_on, ended_on.
WITH {participations},
cohort_member AS (
    {cohorts}
),
participation_method AS (
    {methods}
)
SELECT p.enrolment_id, p.delprojekt_id, p.started_on, p.ended_on
FROM cohort_member p
WHERE p.{cohort}
  AND (%(sex)s = '' OR p.sex = %(sex)s)
  AND (%(month)s = '' OR to_char(p.{day}, 'YYYY-MM') = %(month)s)
  AND (%(referrer)s = '' OR coalesce(p.referrer_id, %(missing)s) = %(referrer)s)
  AND (
      %(method)s = ''
      OR (p.participant_id, p.project_id) IN (
          SELECT m.participant_id, m.project_id
          FROM participation_method m
          WHERE m.method = %(method)s
      )
  )
ORDER BY p.started_on DESC, p.enrolment_id
