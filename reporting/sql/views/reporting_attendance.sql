-- Attendance at the placements of reporting_placement: one row per day or week that was entered.
DROP VIEW IF EXISTS reporting_attendance;
CREATE VIEW reporting_attendance WITH (security_barrier) AS
SELECT
    a.placement_id,
    a.enrolment_id,
    a.delprojekt_id,
    a.first_on,
    a.last_on,
    a.minutes
FROM interventions_attendance a
WHERE a.delprojekt_id = ANY ((SELECT app.delprojekt_with('export_persons'))::bigint[])
  AND NOT a.is_protected;
