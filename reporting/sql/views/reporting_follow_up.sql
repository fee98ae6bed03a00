-- Answers to follow-ups of the exit, in the delprojekt whose figures the reader may see.
DROP VIEW IF EXISTS reporting_follow_up;
CREATE VIEW reporting_follow_up WITH (security_barrier) AS
SELECT
    u.enrolment_id,
    u.delprojekt_id,
    u.moment,
    u.answer,
    u.is_improved
FROM interventions_followup u
WHERE u.delprojekt_id = ANY ((SELECT app.delprojekt_with('see_figures'))::bigint[])
  AND u.spell_id IS NULL;
