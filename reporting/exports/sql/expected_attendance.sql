-- About how many rows an export of attendance has, at most so many: the protected and those registered by mistake, who
-- are in no file, are few.
--
-- Parameters: first, last, delprojekt, at_most (NULL: all of them).
-- Columns: number.
SELECT count(*) AS number
FROM (
    SELECT
    FROM reporting_attendance a
    WHERE a.first_on BETWEEN %(first)s AND %(last)s
      AND a.delprojekt_id = ANY (%(delprojekt)s)
    LIMIT %(at_most)s
) attendance
