-- sus-poster (docs/formats.md §4.3): one row per start and per end in the period of those who are
-- identified, and one anonymous row per start of the others, with nothing but sex and year.
--
-- Inserted: stays (reporting/figures/sql/sus_stays.sql over reporting_identity).
-- Parameters: those of stays; formula_starts text[], what a text begins with that a spreadsheet takes for a formula.
-- Columns: participant_id, enrolment_id, delprojekt_id; those of the file, as the file writes them;
-- begins_as_formula, which a person looks at first;
-- the order of the file: is_anonymous, identity_order, start_order, enrolment_order.
WITH {stays},
sus_record AS (
    SELECT s.*, 'INREG' AS kind, true AS is_start, NOT s.is_identified AS is_anonymous
    FROM sus_stay s
    WHERE s.has_started
    UNION ALL
    SELECT s.*, 'UTREG', false, false
    FROM sus_stay s
    WHERE s.has_ended AND s.is_identified
),
-- What an anonymous row keeps to itself is empty from here on, and so is in an end what the start said.
told AS (
    SELECT r.participant_id, r.enrolment_id, r.delprojekt_id, r.kind, r.is_anonymous, r.sex,
           r.started_on AS true_start,
           identified.*,
           beginning.*,
           ending.*
    FROM sus_record r
    LEFT JOIN LATERAL (
        SELECT r.consent_given_on, r.identity, r.municipality_id, r.district, r.started_on,
               r.enrolment_id AS enrolment_order
    ) identified ON NOT r.is_anonymous
    LEFT JOIN LATERAL (
        SELECT r.referrer_id, r.income_before, r.time_band, r.education, r.work_before,
               r.work_before_percent, r.study_before_percent, r.seeking_before
    ) beginning ON r.is_start AND NOT r.is_anonymous
    LEFT JOIN LATERAL (
        SELECT r.ended_on, r.exit_reason_id, r.income_after, r.work_after, r.work_after_percent,
               r.study_after_percent, r.seeking_after, r.registered_after
    ) ending ON NOT r.is_start
)
SELECT t.participant_id,
       t.enrolment_id,
       t.delprojekt_id,
       f.name AS forbund,
       d.name AS delprojekt,
       CASE WHEN t.is_anonymous THEN 'ANONYM' ELSE t.kind END AS registration,
       to_char(t.consent_given_on, 'YYYY-MM-DD') AS consent,
       t.identity,
       t.sex,
       extract(year FROM t.true_start)::integer AS start_year,
       t.municipality_id AS municipality,
       nullif(t.district, '') AS district,
       to_char(t.started_on, 'YYYY-MM-DD') AS start_date,
       t.referrer_id AS referrer,
       nullif(array_to_string(t.income_before, '|'), '') AS income_before,
       t.time_band,
       t.education,
       t.work_before,
       t.work_before_percent,
       t.study_before_percent,
       CASE t.seeking_before WHEN true THEN 'ja' WHEN false THEN 'nej' END AS seeking_before,
       to_char(t.ended_on, 'YYYY-MM-DD') AS end_date,
       t.exit_reason_id AS exit_reason,
       nullif(array_to_string(t.income_after, '|'), '') AS income_after,
       t.work_after,
       t.work_after_percent,
       t.study_after_percent,
       CASE t.seeking_after WHEN true THEN 'ja' WHEN false THEN 'nej' END AS seeking_after,
       CASE t.registered_after WHEN true THEN 'ja' WHEN false THEN 'nej' END AS registered_after,
       ARRAY[left(f.name, 1), left(d.name, 1), left(t.district, 1)] && %(formula_starts)s::text[] AS begins_as_formula,
       d.code COLLATE "C" AS delprojekt_order,
       t.is_anonymous,
       coalesce(t.identity, '~') COLLATE "C" AS identity_order,
       t.started_on AS start_order,
       t.kind,
       t.enrolment_order
FROM told t
LEFT JOIN organisation_delprojekt d ON d.id = t.delprojekt_id
LEFT JOIN organisation_forbund f ON f.id = d.forbund_id
