-- Trigger: who is linked to which subject of the sign-on provider is decided by a command, never by a page. allauth
-- writes the whole row at each log-in, and at that moment nobody is known yet.
CREATE OR REPLACE FUNCTION app.keep_sign_on_link() RETURNS trigger
LANGUAGE plpgsql SET search_path = app, public, pg_temp AS $$
BEGIN
    IF (NEW.user_id, NEW.provider, NEW.uid) IS DISTINCT FROM (OLD.user_id, OLD.provider, OLD.uid) THEN
        RAISE insufficient_privilege USING MESSAGE = 'a link to the sign-on provider is not changed';
    END IF;
    RETURN NEW;
END $$;
