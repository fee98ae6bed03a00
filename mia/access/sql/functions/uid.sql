-- The staff id of the actor, 0 for the system (commands and nightly jobs), NULL for nobody.
CREATE OR REPLACE FUNCTION app.uid() RETURNS bigint
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
BEGIN
    RETURN (app.claims())[1]::bigint;
END $$;
