-- The delprojekt where some role of the actor gives one of these permissions (names as in mia/access/roles.py).
-- A name that no role gives opens nothing. An id may come twice when several permissions are asked for.
CREATE OR REPLACE FUNCTION app.delprojekt_with(VARIADIC permissions text[]) RETURNS bigint[]
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
DECLARE
    scope jsonb := app.signed('app.scope');
    permission text;
    delprojekt bigint[] := '{}';
BEGIN
    FOREACH permission IN ARRAY permissions LOOP
        delprojekt := delprojekt || coalesce((scope ->> permission)::bigint[], '{}');
    END LOOP;
    RETURN delprojekt;
END $$;
