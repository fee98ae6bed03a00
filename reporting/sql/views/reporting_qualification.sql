-- Enrolments in which a qualification was gained, until four weeks after the last day: ESF's results upon leaving
-- (docs/domain.md §3.3). In the delprojekt whose figures the reader may see.
DROP VIEW IF EXISTS reporting_qualification;
CREATE VIEW reporting_qualification WITH (security_barrier) AS
SELECT
    e.id AS enrolment_id,
    e.delprojekt_id,
    q.awarded_on
FROM interventions_qualification q
JOIN participants_enrolment e ON e.id = q.enrolment_id
WHERE e.delprojekt_id = ANY ((SELECT app.delprojekt_with('see_figures'))::bigint[])
  AND q.awarded_on >= e.started_on
  AND (e.ended_on IS NULL OR q.awarded_on <= e.ended_on + 28);
