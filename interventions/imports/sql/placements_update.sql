-- Registered placements get the file's facts. assignments: column = t.column, for each of them.
UPDATE interventions_placement p SET {assignments}, version = p.version + 1
FROM incoming t
WHERE t.status = %(changed)s AND p.id = t.id
