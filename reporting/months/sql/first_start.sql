-- The first day that anybody in the selection was enrolled: the months before it have nothing to report.
--
-- Parameters: delprojekt, projects.
-- Columns: started_on, NULL when nobody has been.
SELECT min(i.started_on) AS started_on
FROM reporting_identity i
WHERE i.is_counted
  AND i.delprojekt_id = ANY (%(delprojekt)s)
  AND i.project_id = ANY (%(projects)s)
