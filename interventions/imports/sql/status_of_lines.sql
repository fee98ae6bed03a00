-- The status of each row: line, status.
SELECT line, status FROM incoming ORDER BY line
