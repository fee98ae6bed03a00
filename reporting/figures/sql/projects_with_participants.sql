-- The ESF projects that somebody in the selection is or was enrolled in.
--
-- Parameters: last, delprojekt, projects.
-- Columns: project_id.
SELECT DISTINCT f.project_id
FROM reporting_fact f
WHERE f.started_on <= %(last)s
  AND f.delprojekt_id = ANY (%(delprojekt)s)
  AND f.project_id = ANY (%(projects)s)
