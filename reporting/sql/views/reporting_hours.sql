-- Hours a week of the placements of reporting_placement: one row per step, from a day on.
DROP VIEW IF EXISTS reporting_hours;
CREATE VIEW reporting_hours WITH (security_barrier) AS
SELECT
    s.placement_id,
    s.delprojekt_id,
    s.started_on,
    s.hours
FROM interventions_hoursstep s
WHERE s.delprojekt_id = ANY ((SELECT app.delprojekt_with('export_persons'))::bigint[])
  AND NOT s.is_protected;
