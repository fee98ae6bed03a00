-- Rows at a host where the participant is at the same time by another row, or by what is registered: line and
-- started_on. Of two rows, the later one.
SELECT DISTINCT t.line, t.started_on
FROM incoming t
JOIN (
    SELECT line, id, enrolment_id, host_id, started_on, ended_on FROM incoming
    UNION ALL
    SELECT NULL, p.id, p.enrolment_id, p.host_id, p.started_on, p.ended_on
    FROM interventions_placement p
    WHERE p.enrolment_id IN (SELECT enrolment_id FROM incoming) AND p.id NOT IN (SELECT id FROM incoming)
) o ON o.enrolment_id = t.enrolment_id
   AND o.host_id = t.host_id
   AND o.id <> t.id
   AND daterange(o.started_on, o.ended_on, '[]') && daterange(t.started_on, t.ended_on, '[]')
   AND (o.line IS NULL OR o.line < t.line)
ORDER BY t.line
