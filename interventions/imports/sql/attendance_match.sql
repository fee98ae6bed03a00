-- Rows whose days are registered get the key of what is registered: placement, first and last day (docs/formats.md §3).
ANALYZE incoming;
UPDATE incoming t SET id = a.id, is_registered = true
FROM interventions_attendance a
WHERE a.placement_id = t.placement_id AND a.first_on = t.first_on AND a.last_on = t.last_on;
