-- Whether some month is locked. Waits for who is locking one; called by the triggers that mark months, each time first.
CREATE OR REPLACE FUNCTION app.has_locked_months() RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(app.months_key());
    RETURN EXISTS (SELECT FROM public.reporting_reportrun WHERE locked_at IS NOT NULL);
END $$;
REVOKE ALL ON FUNCTION app.has_locked_months() FROM PUBLIC;
