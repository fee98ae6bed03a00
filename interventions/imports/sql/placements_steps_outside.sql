-- Rows with a step after the last day of the placement, by the file, as it is registered or with its enrolment: line and
-- the last step.
SELECT t.line, max(s.started_on)
FROM incoming t, jsonb_to_recordset(t.steps) AS s(started_on date)
WHERE s.started_on > t.ended_on
GROUP BY t.line
ORDER BY t.line
