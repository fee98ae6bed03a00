-- How many rows have each status.
SELECT status, count(*) FROM incoming GROUP BY status
