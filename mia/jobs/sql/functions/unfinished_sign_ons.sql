-- For administrators: whose roles did not follow the sign-on provider at the last sign-on. Refused, given up, waiting for
-- ten minutes or more, or done but for `kept` memberships that could not end.
CREATE OR REPLACE FUNCTION app.unfinished_sign_ons()
RETURNS TABLE (staff_id bigint, name text, asked_at timestamptz, state text, kept integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
    WITH latest AS (
        SELECT DISTINCT ON (j.owner_id) j.owner_id, j.created_at, j.state, coalesce((j.result ->> 'kept')::integer, 0) AS kept
        FROM jobs_job j
        WHERE j.kind = 'sign_on' AND cardinality(app.delprojekt_with('administer')) > 0
        ORDER BY j.owner_id, j.created_at DESC
    )
    SELECT s.id, s.name, l.created_at, l.state, l.kept
    FROM latest l JOIN organisation_staff s ON s.id = l.owner_id
    WHERE s.is_active AND (
        l.kept > 0 OR l.state = 'failed'
        OR (l.state <> 'ready' AND l.created_at < statement_timestamp() - interval '10 minutes')
    )
    ORDER BY l.created_at DESC, s.name
    LIMIT 100
$$;
