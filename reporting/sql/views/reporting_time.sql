-- Participation time (docs/formats.md §2), in the delprojekt whose figures the reader may see: a row per contact that
-- counts, and per day or week of attendance at a placement, which never goes beyond its month.
DROP VIEW IF EXISTS reporting_time;
CREATE VIEW reporting_time WITH (security_barrier) AS
SELECT
    c.enrolment_id,
    c.delprojekt_id,
    c.held_on,
    c.minutes
FROM interventions_contact c
WHERE c.delprojekt_id = ANY ((SELECT app.delprojekt_with('see_figures'))::bigint[])
  AND app.is_participation_time(c.outcome, c.channel)
UNION ALL
SELECT
    a.enrolment_id,
    a.delprojekt_id,
    a.first_on,
    a.minutes
FROM interventions_attendance a
WHERE a.delprojekt_id = ANY ((SELECT app.delprojekt_with('see_figures'))::bigint[]);
