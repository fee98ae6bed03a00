-- Rows without an end, in an enrolment that has ended: the placement keeps its registered end, or ends with the enrolment
-- as when the enrolment is closed by page (interventions/placements/closing.py). Parameters: reason, result.
UPDATE incoming t SET
    ended_on = coalesce(ends.registered_on, ends.exit_on),
    end_reason = coalesce(ends.end_reason, %(reason)s),
    result = coalesce(ends.result, %(result)s)
FROM (
    SELECT i.line, e.ended_on AS exit_on, p.ended_on AS registered_on, p.end_reason, p.result
    FROM incoming i
    JOIN participants_enrolment e ON e.id = i.enrolment_id AND e.ended_on IS NOT NULL
    LEFT JOIN interventions_placement p ON p.id = i.id
) AS ends
WHERE ends.line = t.line
  AND t.ended_on IS NULL AND t.end_reason IS NULL AND t.result IS NULL
  AND NOT coalesce(t.bad && ARRAY['ended_on', 'end_reason', 'result'], false)
