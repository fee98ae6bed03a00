-- Registered contacts get the file's facts. assignments: column = t.column, for each of them.
-- by: who corrects, NULL for a command, which corrects as nobody.
UPDATE interventions_contact c SET
    {assignments},
    version = c.version + 1,
    corrected_by_id = coalesce(%(by)s::bigint, c.corrected_by_id),
    corrected_at = CASE WHEN %(by)s::bigint IS NULL THEN c.corrected_at ELSE now() END
FROM incoming t
WHERE t.status = %(changed)s AND c.id = t.id
