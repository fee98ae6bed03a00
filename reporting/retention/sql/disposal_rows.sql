-- A page of the disposal list, the earliest first; total: how many there are (app.disposal_list).
--
-- Parameters: day; only, the subjects to list or NULL; is_due, is_held: what to list, NULL for both; disposal:
-- those of one that waits, or NULL; most, past.
SELECT l.subject, l.kind, l.alias, d.name AS delprojekt, l.ended_on, l.keep_until, l.due_on, l.is_held, l.is_proposed,
       l.is_due, count(*) OVER () AS total
FROM app.disposal_list(%(day)s, %(only)s::uuid[]) l
JOIN organisation_delprojekt d ON d.id = l.delprojekt_id
WHERE (%(is_due)s::boolean IS NULL OR l.is_due = %(is_due)s)
  AND (%(is_held)s::boolean IS NULL OR l.is_held = %(is_held)s)
  AND (
      %(disposal)s::uuid IS NULL
      OR l.subject IN (SELECT i.subject FROM reporting_disposalitem i WHERE i.disposal_id = %(disposal)s)
  )
ORDER BY l.due_on NULLS LAST, l.subject
LIMIT %(most)s OFFSET %(past)s
