-- Ends the session with this key.
CREATE OR REPLACE FUNCTION app.session_delete(key text) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
    DELETE FROM django_session s WHERE s.session_key = key
$$;
