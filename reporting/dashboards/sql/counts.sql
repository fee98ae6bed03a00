-- Every number of a dashboard, counted in one pass.
--
-- Inserted: participations and chosen (reporting/figures/participations.py), cohorts (cohorts.sql),
-- methods (participation_methods.sql).
-- Parameters: those of what is inserted; missing, the code for a referrer that is not noted.
-- Columns: part, key, sex, number. Parts: kohort (by cohort), borjade and slutade (by month),
-- remittent (by referrer, those who started), projekt (by ESF project), metod (by method).
WITH {participations},
cohort_member AS (
    {cohorts}
),
participation_method AS (
    {methods}
),
cohort_count AS (
    SELECT p.sex,
           count(*) FILTER (WHERE p.is_enrolled) AS "inskrivna",
           count(*) FILTER (WHERE p.has_started) AS "borjade",
           count(*) FILTER (WHERE p.is_ongoing) AS "pagaende",
           count(*) FILTER (WHERE p.has_participated) AS "deltog",
           count(*) FILTER (WHERE p.has_ended) AS "slutade",
           count(*) FILTER (WHERE p.is_exited) AS "avslutade",
           count(*) FILTER (WHERE p.is_exited_to_work) AS "arbete",
           count(*) FILTER (WHERE p.is_exited_to_studies) AS "studier",
           count(*) FILTER (WHERE p.is_exited_to_work_or_studies) AS "arbete-studier",
           count(*) FILTER (WHERE p.is_exited_to_regular_service) AS "ordinarie",
           count(*) FILTER (WHERE p.is_exited_to_regular_service_with_work) AS "ordinarie-med-arbete",
           count(*) FILTER (WHERE p.is_exited_to_regular_service_only) AS "enbart-ordinarie",
           count(*) FILTER (WHERE p.has_any_outcome) AS "utfall",
           count(*) FILTER (WHERE p.has_begun_only) AS "enbart-paborjat",
           count(*) FILTER (WHERE p.is_exited_otherwise) AS "annat"
    FROM cohort_member p
    GROUP BY p.sex
),
-- By day first: there are few days, and a month's name is dear to make for every participation.
day_count AS (
    SELECT 'borjade' AS cohort, p.started_on AS day, p.sex, count(*) AS number
    FROM cohort_member p
    WHERE p.has_started
    GROUP BY p.started_on, p.sex
    UNION ALL
    SELECT 'slutade', p.ended_on, p.sex, count(*)
    FROM cohort_member p
    WHERE p.has_ended
    GROUP BY p.ended_on, p.sex
)
SELECT 'kohort' AS part, c.key, s.sex, c.value::bigint AS number
FROM cohort_count s
CROSS JOIN LATERAL jsonb_each_text(to_jsonb(s) - 'sex') c
UNION ALL
SELECT d.cohort, to_char(d.day, 'YYYY-MM') AS month, d.sex, sum(d.number)::bigint
FROM day_count d
GROUP BY d.cohort, month, d.sex
UNION ALL
SELECT 'remittent', coalesce(p.referrer_id, %(missing)s) AS referrer, p.sex, count(*)
FROM cohort_member p
WHERE p.has_started
GROUP BY referrer, p.sex
UNION ALL
SELECT 'projekt', p.project_id::text, p.sex, count(*)
FROM cohort_member p
GROUP BY p.project_id, p.sex
UNION ALL
SELECT 'metod', m.method, m.sex, count(*)
FROM participation_method m
GROUP BY m.method, m.sex
