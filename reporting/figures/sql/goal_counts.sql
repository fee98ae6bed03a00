-- How many persons each goal counts, accumulated to the period's last day.
--
-- Inserted: participations (countable_participations.sql), cohorts (cohorts.sql); counts, a column per
-- cohort.
-- Parameters: those of what is inserted.
-- Columns: sex, those inserted.
WITH {participations},
cohort_member AS (
    {cohorts}
)
SELECT m.sex, {counts}
FROM cohort_member m
GROUP BY m.sex
