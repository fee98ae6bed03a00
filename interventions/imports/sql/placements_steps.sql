-- The steps of the rows that are written. written: their statuses.
INSERT INTO interventions_hoursstep (id, placement_id, enrolment_id, delprojekt_id, is_protected, started_on, hours)
SELECT s.id, t.id, t.enrolment_id, t.delprojekt_id, false, s.started_on, s.hours
FROM incoming t, jsonb_to_recordset(t.steps) AS s(id uuid, started_on date, hours integer)
WHERE t.status = ANY (%(written)s)
ON CONFLICT (placement_id, started_on) DO UPDATE SET hours = excluded.hours
WHERE interventions_hoursstep.hours IS DISTINCT FROM excluded.hours
