-- Rows whose placement is registered get its key: enrolment, host and first day (docs/formats.md §3).
ANALYZE incoming;
UPDATE incoming t SET id = p.id, is_registered = true
FROM interventions_placement p
WHERE p.enrolment_id = t.enrolment_id AND p.host_id = t.host_id AND p.started_on = t.started_on;
