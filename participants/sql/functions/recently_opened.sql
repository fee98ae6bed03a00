-- Whose cases the actor has opened lately, the last one first: from the actor's own rows of the access log. Whether the
-- actor may still see them is for the caller to ask, through the policies.
CREATE OR REPLACE FUNCTION app.recently_opened(most integer) RETURNS TABLE (participant uuid, opened_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    SELECT person, max(l.at) AS latest
    FROM (
        SELECT participants, at FROM audit_accesslog
        WHERE actor = app.uid() AND at > now() - interval '60 days' AND route = 'GET interventions:case'
        ORDER BY at DESC
        LIMIT 300
    ) l
    CROSS JOIN LATERAL unnest(l.participants) AS person
    GROUP BY person
    ORDER BY latest DESC, person
    LIMIT most;
END $$;
