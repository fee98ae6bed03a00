-- About how many rows a report reads, at most so many.
--
-- Inserted: enrolments_read, one of the columns begun, open and begun_or_ended.
-- Parameters: first, last, delprojekt, projects, at_most (NULL: all of them).
-- Columns: number. An enrolment that began and ended in the period is two when both are reported.
SELECT coalesce(sum(enrolment.rows), 0)::bigint AS number
FROM (
    SELECT CASE
               WHEN '{enrolments_read}' = 'begun_or_ended'
                   AND f.started_on >= %(first)s AND f.ended_on <= %(last)s THEN 2
               ELSE 1
           END AS rows
    FROM reporting_fact f
    WHERE CASE '{enrolments_read}'
              WHEN 'begun' THEN f.started_on <= %(last)s
              WHEN 'open' THEN f.started_on <= %(last)s
                  AND (f.ended_on IS NULL OR f.ended_on >= %(first)s)
              ELSE f.started_on BETWEEN %(first)s AND %(last)s
                  OR f.ended_on BETWEEN %(first)s AND %(last)s
          END
      AND f.delprojekt_id = ANY (%(delprojekt)s)
      AND f.project_id = ANY (%(projects)s)
    LIMIT %(at_most)s
) enrolment
