-- The day that the unit of work counts as today, NULL for nobody.
CREATE OR REPLACE FUNCTION app.today() RETURNS date
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
BEGIN
    RETURN (app.claims())[2]::date;
END $$;
