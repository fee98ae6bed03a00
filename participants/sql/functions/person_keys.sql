-- Every key of a person: the one that was asked for, those that have been merged into it, and the one that it was merged
-- into (participants_personmerge). The access log names persons by the key that they had then. mia_app may not call it.
CREATE OR REPLACE FUNCTION app.person_keys(person uuid) RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
    WITH RECURSIVE merged AS (
        SELECT person AS key
        UNION
        SELECT CASE WHEN m.kept_id = one.key THEN m.absorbed_id ELSE m.kept_id END
        FROM merged one
        JOIN participants_personmerge m ON one.key IN (m.kept_id, m.absorbed_id) AND m.undone_at IS NULL
    )
    SELECT array_agg(key) FROM merged
$$;
REVOKE ALL ON FUNCTION app.person_keys(uuid) FROM PUBLIC;
