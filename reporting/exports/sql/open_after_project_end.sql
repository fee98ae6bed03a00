-- Enrolments that are open in the period though their ESF project ended before it: they are in no
-- file of esf-deltagare and have to be ended or moved to another project (docs/formats.md §4.1).
--
-- Parameters: first, last, delprojekt.
-- Columns: project, the name; number of enrolments.
SELECT e.name AS project, count(*) AS number
FROM reporting_identity i
JOIN organisation_esfproject e ON e.id = i.project_id
WHERE e.ended_on < %(first)s
  AND i.started_on <= %(last)s
  AND (i.ended_on IS NULL OR i.ended_on >= %(first)s)
  AND i.is_counted
  AND i.delprojekt_id = ANY (%(delprojekt)s)
GROUP BY e.name
ORDER BY e.name
