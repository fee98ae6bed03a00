-- Participation time (docs/formats.md §2), a row per contact, in the delprojekt whose figures the reader may see.
DROP VIEW IF EXISTS reporting_time;
CREATE VIEW reporting_time WITH (security_barrier) AS
SELECT
    c.enrolment_id,
    c.delprojekt_id,
    c.held_on,
    c.minutes
FROM interventions_contact c
WHERE c.delprojekt_id = ANY ((SELECT app.delprojekt_with('see_figures'))::bigint[])
  AND app.is_participation_time(c.outcome, c.channel);
