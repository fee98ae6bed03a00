-- Rows that end a placement before its last attendance: line and ended_on.
SELECT t.line, t.ended_on
FROM incoming t
WHERE t.is_registered
  AND EXISTS (SELECT FROM interventions_attendance a WHERE a.placement_id = t.id AND a.last_on > t.ended_on)
ORDER BY t.line
