-- Participations with what the definitions of ESF's indicators need (docs/formats.md §2; docs/domain.md
-- §3.3–3.7). Part of a WITH: `indicator_record`.
--
-- Reads: participation (participations.sql).
-- Parameters: first and last, the days of the period.
-- Columns: sex, entry_delprojekt_id, delprojekt_id; has_entered and has_left, in the period;
-- is_complete; one boolean per indicator that MIA has data for. NULL counts as false.
derived AS (
    SELECT p.*,
           extract(year FROM age(p.started_on, p.birth_date)) AS age,
           extract(year FROM age(p.started_on, p.unemployed_since)) * 12
               + extract(month FROM age(p.started_on, p.unemployed_since)) AS months_unemployed,
           p.labour_status = 'ARBETSLOS' AS is_unemployed,
           p.labour_status = 'EJ_I_ARBETSKRAFTEN' AS is_inactive,
           coalesce(p.in_education, false) OR coalesce(p.study_before_percent, 0) > 0
               AS studies_at_start,
           p.enrolment_id IN (SELECT q.enrolment_id FROM reporting_qualification q) AS is_qualified,
           p.enrolment_id IN (
               SELECT u.enrolment_id FROM reporting_follow_up u
               WHERE u.moment = '6M' AND u.answer = 'ARBETAR'
           ) AS works_after_six_months,
           p.enrolment_id IN (
               SELECT u.enrolment_id FROM reporting_follow_up u WHERE u.moment = '6M' AND u.is_improved
           ) AS is_better_after_six_months,
           coalesce(p.seeking_after, false) OR coalesce(p.registered_after, false) AS seeks_at_exit,
           p.foreign_background = 'JA' AS has_foreign_background,
           p.disability = 'JA' AS has_disability,
           p.homeless = 'JA' AS is_homeless,
           -- Complete when sex, birth date, labour status with what belongs to it, and education are
           -- known.
           p.sex IN ('K', 'M')
               AND p.birth_date IS NOT NULL
               AND p.labour_status IS NOT NULL
               AND coalesce(p.education, 'OKAND') <> 'OKAND'
               AND (p.labour_status <> 'ARBETSLOS' OR p.unemployed_since IS NOT NULL)
               AND (p.labour_status <> 'EJ_I_ARBETSKRAFTEN' OR p.in_education IS NOT NULL)
               AS is_complete
    FROM participation p
),
outcome AS (
    SELECT d.*,
           d.is_inactive AND NOT d.studies_at_start AS is_inactive_not_in_education,
           d.is_inactive AND d.seeks_at_exit AS seeks_work_after,
           d.studies_at_exit AND NOT d.studies_at_start AS has_begun_studies,
           (d.is_unemployed OR d.is_inactive) AND d.works_at_exit AS has_begun_work,
           (d.is_unemployed OR d.is_inactive) AND d.works_after_six_months
               AS has_work_after_six_months,
           d.labour_status = 'SYSSELSATT' AND d.is_better_after_six_months
               AS has_better_work_after_six_months,
           d.has_foreign_background OR d.has_disability OR d.is_homeless AS is_disadvantaged
    FROM derived d
),
indicator_record AS (
    SELECT o.sex,
           o.entry_delprojekt_id,
           o.delprojekt_id,
           o.started_on BETWEEN %(first)s AND %(last)s AS has_entered,
           o.ended_on BETWEEN %(first)s AND %(last)s AS has_left,
           o.is_complete,
           NOT o.is_complete AS is_incomplete,
           true AS is_participant,
           o.is_unemployed,
           o.is_unemployed AND o.months_unemployed > CASE WHEN o.age < 25 THEN 6 ELSE 12 END
               AS is_long_term_unemployed_2014,
           o.is_unemployed AND o.months_unemployed >= 12 AS is_long_term_unemployed_2021,
           o.is_inactive,
           o.is_inactive_not_in_education,
           o.labour_status = 'SYSSELSATT' AS is_employed,
           o.age < 18 AS is_under_18,
           o.age < 25 AS is_under_25,
           o.age BETWEEN 18 AND 29 AS is_18_to_29,
           o.age > 54 AS is_over_54,
           o.age > 54 AND (o.is_unemployed OR o.is_inactive_not_in_education)
               AS is_over_54_outside_work,
           o.education IN ('EJ_GRUNDSKOLA', 'GRUNDSKOLA') AS has_primary_education,
           o.education IN ('GYMNASIUM', 'EFTERGYMN_KORT') AS has_secondary_education,
           o.education IN ('EFTERGYMN', 'FORSKAR') AS has_tertiary_education,
           o.has_foreign_background,
           o.has_disability,
           o.is_homeless,
           o.seeks_work_after,
           o.has_begun_studies,
           o.has_begun_work,
           o.is_qualified,
           o.has_work_after_six_months,
           o.has_better_work_after_six_months,
           o.age > 54 AND o.has_work_after_six_months AS is_over_54_with_work_after_six_months,
           o.is_disadvantaged AND o.has_work_after_six_months
               AS is_disadvantaged_with_work_after_six_months,
           o.is_disadvantaged
               AND (
                   o.seeks_work_after OR o.has_begun_studies OR o.has_begun_work OR o.is_qualified
               )
               AS is_disadvantaged_with_result
    FROM outcome o
)
