-- The cohorts that the dashboard of several delprojekt shows for each, added to counts.sql.
--
-- Inserted: cohorts (cohorts.sql, over participation_apart).
-- Columns: part (the id of the delprojekt), key (cohort), sex, number.
SELECT s.delprojekt_id::text AS part, c.key, s.sex, c.value::bigint AS number
FROM (
    SELECT p.delprojekt_id,
           p.sex,
           count(*) FILTER (WHERE p.is_enrolled) AS "inskrivna",
           count(*) FILTER (WHERE p.is_ongoing) AS "pagaende",
           count(*) FILTER (WHERE p.is_exited) AS "avslutade",
           count(*) FILTER (WHERE p.is_exited_to_work_or_studies) AS "arbete-studier",
           count(*) FILTER (WHERE p.is_exited_to_regular_service) AS "ordinarie"
    FROM (
        {cohorts}
    ) p
    GROUP BY p.delprojekt_id, p.sex
) s
CROSS JOIN LATERAL jsonb_each_text(to_jsonb(s) - 'sex' - 'delprojekt_id') c
