-- Rows whose contact is registered get its key. A contact is recognised by enrolment, day, time, channel
-- and staff; of several that are alike it is the first (docs/formats.md §3).
ANALYZE incoming;
UPDATE incoming t SET id = c.id, is_registered = true
FROM interventions_contact c
WHERE c.enrolment_id = t.enrolment_id
  AND c.held_on = t.held_on
  AND c.channel = t.channel
  AND c.started_at IS NOT DISTINCT FROM t.started_at
  AND c.staff_id IS NOT DISTINCT FROM t.staff_id
  AND c.ordinal = 1;
