-- Enrolments that began or ended in the period, with what SUS derives from them (docs/domain.md §2.6,
-- §2.8; docs/formats.md §4.3). Part of a WITH: `sus_stay`.
--
-- Inserted: enrolments, the view to read: reporting_identity or reporting_fact.
-- Parameters: first, last, the days of the period; made_on, the day the file is made; delprojekt,
-- projects.
-- Columns: those of the view; has_started and has_ended, in the period; consent_given_on, of the SUS
-- consent that stands on the day the file is made; is_identified: with such a consent and not
-- protected; time_band, months of public support before start; works_before, works_after,
-- studies_before, studies_after: what is not known counts as not.
chosen_stay AS MATERIALIZED (
    SELECT e.*,
           e.started_on BETWEEN %(first)s AND %(last)s AS has_started,
           coalesce(e.ended_on BETWEEN %(first)s AND %(last)s, false) AS has_ended,
           (
               -- A consent that is withdrawn on the day does not stand any more.
               SELECT max(c.given_on)
               FROM reporting_consent c
               WHERE c.enrolment_id = e.enrolment_id
                 AND c.given_on <= %(made_on)s
                 AND (c.withdrawn_on IS NULL OR c.withdrawn_on > %(made_on)s)
           ) AS consent_given_on
    FROM {enrolments} e
    WHERE (
            e.started_on BETWEEN %(first)s AND %(last)s
            OR e.ended_on BETWEEN %(first)s AND %(last)s
        )
      AND e.delprojekt_id = ANY (%(delprojekt)s)
      AND e.project_id = ANY (%(projects)s)
),
sus_stay AS (
    SELECT s.*,
           NOT s.is_protected AND s.consent_given_on IS NOT NULL AS is_identified,
           CASE
               WHEN s.income_months IS NULL THEN 'okänt'
               WHEN s.income_months = 0 THEN '0 ingen'
               WHEN s.income_months < 12 THEN '<1 år'
               WHEN s.income_months < 24 THEN '1–<2'
               WHEN s.income_months < 36 THEN '2–<3'
               WHEN s.income_months < 48 THEN '3–<4'
               WHEN s.income_months < 60 THEN '4–<5'
               WHEN s.income_months < 72 THEN '5–<6'
               ELSE '≥6 år'
           END AS time_band,
           coalesce(s.work_before, 'INGET') <> 'INGET' AS works_before,
           coalesce(s.work_after, 'INGET') <> 'INGET' AS works_after,
           coalesce(s.study_before_percent, 0) > 0 AS studies_before,
           coalesce(s.study_after_percent, 0) > 0 AS studies_after
    FROM chosen_stay s
)
