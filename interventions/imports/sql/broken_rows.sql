-- Rows that a CHECK constraint refuses: line, and the value to show.
-- column: whose value; rule: the constraint's own expression; used: the columns in it.
SELECT line, {column}::text
FROM incoming
WHERE ({rule}) IS NOT TRUE AND NOT bad && %(used)s
