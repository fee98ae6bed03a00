-- esf-deltagare (docs/formats.md §4.1): one row per enrolment that is open some day of the month, while
-- its ESF project still runs. Those of a project that has ended are in open_after_project_end.sql.
--
-- LEFT and FULL JOIN, though nobody is missing: an inner join with what is few makes the planner expect
-- so few rows that it compares every enrolment with every sum (51 s for 100,000 enrolments, now 0.3 s),
-- and a FULL JOIN is never done so.
--
-- Parameters: first, last, the days of the month; delprojekt, projects; corrected uuid[], the enrolments
-- of which an earlier locked file for the month said something else; enrolments uuid[], those alone (NULL: all);
-- formula_starts text[], what a text begins with that a spreadsheet takes for a formula.
-- Columns: participant_id, enrolment_id, delprojekt_id; those of the file, as the file writes them;
-- has_no_identity, has_no_hours, has_too_many_hours and begins_as_formula, which a person looks at first; file_order,
-- by delprojekt and number, those without a number last; started_on.
WITH running_project AS (
    SELECT e.id
    FROM organisation_esfproject e
    WHERE e.id = ANY (%(projects)s) AND (e.ended_on IS NULL OR e.ended_on >= %(first)s)
),
stay AS MATERIALIZED (
    SELECT i.participant_id, i.enrolment_id, i.delprojekt_id, i.identity_kind, i.identity,
           i.started_on, i.ended_on, i.labour_status, d.code AS delprojekt, e.reference
    FROM reporting_identity i
    LEFT JOIN organisation_delprojekt d ON d.id = i.delprojekt_id
    LEFT JOIN organisation_esfproject e ON e.id = i.project_id
    WHERE i.started_on <= %(last)s
      AND (i.ended_on IS NULL OR i.ended_on >= %(first)s)
      AND i.is_counted
      AND (%(enrolments)s::uuid[] IS NULL OR i.enrolment_id = ANY (%(enrolments)s::uuid[]))
      AND i.delprojekt_id = ANY (%(delprojekt)s)
      AND i.project_id = ANY (ARRAY(SELECT id FROM running_project))
),
time_spent AS (
    SELECT t.enrolment_id, sum(t.minutes) AS minutes, count(*) AS occasions
    FROM reporting_time t
    JOIN stay s USING (enrolment_id)
    WHERE t.held_on BETWEEN %(first)s AND %(last)s
      AND t.held_on >= s.started_on
      AND (s.ended_on IS NULL OR t.held_on <= s.ended_on)
    GROUP BY t.enrolment_id
),
attested AS (
    SELECT a.enrolment_id, a.minutes
    FROM reporting_attestation a
    JOIN stay s USING (enrolment_id)
    WHERE a.first_on = %(first)s
)
SELECT s.participant_id,
       s.enrolment_id,
       s.delprojekt_id,
       nullif(s.reference, '') AS reference,
       s.delprojekt,
       to_char(%(first)s::date, 'YYYY-MM') AS report_month,
       s.identity_kind,
       s.identity,
       to_char(s.started_on, 'YYYY-MM-DD') AS start_date,
       CASE WHEN s.ended_on <= %(last)s THEN to_char(s.ended_on, 'YYYY-MM-DD') END AS end_date,
       -- Minutes divided by 60, one decimal, half up: numeric rounds half away from zero.
       replace(round(coalesce(t.minutes, 0) / 60.0, 1)::text, '.', ',') AS hours,
       coalesce(t.occasions, 0) AS occasions,
       CASE s.labour_status WHEN 'SYSSELSATT' THEN 'PO1' ELSE 'PO2' END AS template,
       CASE WHEN a.minutes = t.minutes THEN 'J' ELSE 'N' END AS is_certified,
       CASE
           WHEN s.enrolment_id = ANY (%(corrected)s::uuid[]) THEN 'RÄTTAD'
           WHEN s.ended_on <= %(last)s THEN 'AVSLUTAD'
           WHEN s.started_on >= %(first)s THEN 'NY'
           ELSE 'PÅGÅENDE'
       END AS event,
       s.identity IS NULL AS has_no_identity,
       coalesce(t.minutes, 0) = 0 AS has_no_hours,
       coalesce(t.minutes, 0) > 184 * 60 AS has_too_many_hours,
       coalesce(left(s.reference, 1) = ANY (%(formula_starts)s::text[]), false) AS begins_as_formula,
       -- One text, since only the first column sorted by is compared fast. A code is letters, before
       -- which the space comes, and the tilde comes after every number.
       (s.delprojekt || ' ' || coalesce(s.identity, '~')) COLLATE "C" AS file_order,
       s.started_on
FROM stay s
FULL JOIN time_spent t ON t.enrolment_id = s.enrolment_id
FULL JOIN attested a ON a.enrolment_id = s.enrolment_id
