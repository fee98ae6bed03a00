-- Is there a session with this key?
CREATE OR REPLACE FUNCTION app.session_exists(key text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM django_session s WHERE s.session_key = key)
$$;
