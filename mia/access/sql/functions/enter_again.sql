-- Trigger: memberships, delprojekt or assignments have changed within the unit of work, so what the identity opens is
-- worked out again.
CREATE OR REPLACE FUNCTION app.enter_again() RETURNS trigger
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
DECLARE
    token text := coalesce(current_setting('app.token', true), '');
BEGIN
    IF token <> '' THEN
        PERFORM app.enter(token);
    END IF;
    RETURN NULL;
END $$;
