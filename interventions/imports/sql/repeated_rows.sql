-- Every row but the first of those that share a key: line, and the line of the first.
-- key: the columns of the key; needed: that the needed ones of them have a value.
SELECT line, first
FROM (
    SELECT line, min(line) OVER (PARTITION BY {key}) AS first
    FROM incoming
    WHERE NOT bad && %(key)s AND {needed}
) keyed
WHERE line > first
