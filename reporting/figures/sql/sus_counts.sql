-- SUS's aggregates (docs/domain.md §2.11, §7.4): how many enrolments have each value.
--
-- Background is of those who began in the period; before and after, results, exit and time of those who
-- ended in it; each only of those who are identified. Everyone else who began is anonymous.
--
-- Inserted: stays (sus_stays.sql over reporting_fact).
-- Parameters: those of stays; missing, the value for what is not known.
-- Columns: table_name, group_name, value; sex, T for everyone (only in the table TID); number of
-- enrolments, in the table TID months. The table `bas` holds how many each is counted of.
WITH {stays},
begun AS (
    SELECT s.*, extract(year FROM age(s.started_on, s.birth_date)) AS age
    FROM sus_stay s
    WHERE s.has_started AND s.is_identified
),
ended AS MATERIALIZED (
    SELECT s.*,
           CASE
               WHEN s.works_before THEN 'förvärvsarbete'
               WHEN s.studies_before THEN 'studier'
               WHEN s.seeking_before THEN 'aktivt arbetssökande som ej arbetar eller studerar'
               ELSE 'övriga avslutade'
           END AS occupation_before,
           CASE
               WHEN s.works_after THEN 'förvärvsarbete'
               WHEN s.studies_after THEN 'studier'
               WHEN s.seeking_after THEN 'aktivt arbetssökande som ej arbetar eller studerar'
               ELSE 'övriga avslutade'
           END AS occupation_after,
           s.works_after OR s.studies_after AS works_or_studies_after,
           -- Did not before, or to a smaller extent.
           s.works_after AND (NOT s.works_before OR s.work_after_percent > s.work_before_percent)
               AS has_more_work,
           s.studies_after AND s.study_after_percent > coalesce(s.study_before_percent, 0)
               AS has_more_studies,
           -- Both days are counted. A month is 365.25 / 12 days.
           (s.ended_on - s.started_on + 1) / 30.4375 AS months
    FROM sus_stay s
    WHERE s.has_ended AND s.is_identified
),
anonymous AS (
    SELECT s.sex, extract(year FROM s.started_on)::integer AS start_year
    FROM sus_stay s
    WHERE s.has_started AND NOT s.is_identified
)
SELECT 'bas' AS table_name, 'BAKGRUND' AS group_name, '' AS value, s.sex, count(*)::numeric AS number
FROM begun s
GROUP BY s.sex
UNION ALL
SELECT 'bas', 'AVSLUTADE', '', s.sex, count(*)
FROM ended s
GROUP BY s.sex
UNION ALL
SELECT 'bas', 'ANONYMA', '', s.sex, count(*)
FROM anonymous s
GROUP BY s.sex
UNION ALL
SELECT 'BAKGRUND', background.group_name, background.value, s.sex, count(*)
FROM begun s
CROSS JOIN LATERAL (
    VALUES
        (
            'ÅLDER',
            CASE
                WHEN s.age IS NULL THEN %(missing)s
                WHEN s.age < 16 THEN 'yngre än 16'
                WHEN s.age < 20 THEN '16–19'
                WHEN s.age < 25 THEN '20–24'
                WHEN s.age < 30 THEN '25–29'
                WHEN s.age < 40 THEN '30–39'
                WHEN s.age < 50 THEN '40–49'
                WHEN s.age < 60 THEN '50–59'
                WHEN s.age < 65 THEN '60–64'
                ELSE '65 eller äldre'
            END
        ),
        ('UTBILDNING', coalesce(s.education, %(missing)s)),
        ('TID', s.time_band),
        ('REMITTERANDE', coalesce(s.referrer_id, %(missing)s)),
        ('KOMMUN', coalesce(s.municipality_id, %(missing)s))
) background (group_name, value)
GROUP BY background.group_name, background.value, s.sex
UNION ALL
-- Somebody with several sources of income counts in each, somebody with none as missing.
SELECT 'BAKGRUND', 'FÖRSÖRJNING FÖRE', coalesce(income.code, %(missing)s), s.sex, count(*)
FROM begun s
LEFT JOIN LATERAL unnest(s.income_before) income (code) ON true
GROUP BY income.code, s.sex
UNION ALL
SELECT 'FORSORJNING', 'FÖRE', coalesce(income.code, %(missing)s), s.sex, count(*)
FROM ended s
LEFT JOIN LATERAL unnest(s.income_before) income (code) ON true
GROUP BY income.code, s.sex
UNION ALL
SELECT 'FORSORJNING', 'EFTER', coalesce(income.code, %(missing)s), s.sex, count(*)
FROM ended s
LEFT JOIN LATERAL unnest(s.income_after) income (code) ON true
GROUP BY income.code, s.sex
UNION ALL
SELECT 'SYSSELSATTNING', 'FÖRE', s.occupation_before, s.sex, count(*)
FROM ended s
GROUP BY s.occupation_before, s.sex
UNION ALL
SELECT 'SYSSELSATTNING', 'EFTER', s.occupation_after, s.sex, count(*)
FROM ended s
GROUP BY s.occupation_after, s.sex
UNION ALL
SELECT 'RESULTAT', 'ARBETAR ELLER STUDERAR EFTER', 'JA', s.sex, count(*)
FROM ended s
WHERE s.works_or_studies_after
GROUP BY s.sex
UNION ALL
SELECT 'RESULTAT', 'NY ELLER ÖKAD OMFATTNING', 'JA', s.sex, count(*)
FROM ended s
WHERE s.has_more_work OR s.has_more_studies
GROUP BY s.sex
UNION ALL
SELECT 'AVSLUT', 'ANLEDNING', s.exit_reason_id, s.sex, count(*)
FROM ended s
GROUP BY s.exit_reason_id, s.sex
UNION ALL
SELECT 'ANONYMA', 'STARTÅR', s.start_year::text, s.sex, count(*)
FROM anonymous s
GROUP BY s.start_year, s.sex
UNION ALL
SELECT 'TID', 'MEDELMÅNADER', 'MÅNADER', coalesce(s.sex, 'T'), round(avg(s.months), 1)
FROM ended s
GROUP BY GROUPING SETS ((s.sex), ())
HAVING count(*) > 0
UNION ALL
SELECT 'TID', 'MEDIANMÅNADER', 'MÅNADER', coalesce(s.sex, 'T'),
       round((percentile_cont(0.5) WITHIN GROUP (ORDER BY s.months))::numeric, 1)
FROM ended s
GROUP BY GROUPING SETS ((s.sex), ())
HAVING count(*) > 0
