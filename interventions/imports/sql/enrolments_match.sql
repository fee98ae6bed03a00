-- Rows whose enrolment is registered get its key. An enrolment is recognised by person, delprojekt
-- and first day.
ANALYZE incoming;
UPDATE incoming t
SET id = e.id, is_registered = true, old_end = e.ended_on
FROM participants_enrolment e
WHERE e.participant_id = t.participant_id
  AND e.delprojekt_id = t.delprojekt_id
  AND e.started_on = t.started_on;
