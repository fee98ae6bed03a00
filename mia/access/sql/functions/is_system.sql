-- Is the actor the system (commands and nightly jobs)? False, never NULL, for everyone else.
CREATE OR REPLACE FUNCTION app.is_system() RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
BEGIN
    RETURN coalesce((app.claims())[1] = '0', false);
END $$;
