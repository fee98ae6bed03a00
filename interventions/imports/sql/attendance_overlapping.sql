-- Rows with a day that another row, or what is registered, has too: line and first_on. Of two rows, the later one.
SELECT DISTINCT t.line, t.first_on
FROM incoming t
JOIN (
    SELECT line, id, placement_id, first_on, last_on FROM incoming
    UNION ALL
    SELECT NULL, a.id, a.placement_id, a.first_on, a.last_on
    FROM interventions_attendance a
    WHERE a.placement_id IN (SELECT placement_id FROM incoming) AND a.id NOT IN (SELECT id FROM incoming)
) o ON o.placement_id = t.placement_id
   AND o.id <> t.id
   AND o.first_on <= t.last_on AND o.last_on >= t.first_on
   AND (o.line IS NULL OR o.line < t.line)
ORDER BY t.line
