-- The content of the session with this key, NULL when there is none or its time is over at `moment`. Who knows a key is
-- the session's browser: the application cannot read django_session, so that no key can be found there.
CREATE OR REPLACE FUNCTION app.session_load(key text, moment timestamptz) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
    SELECT s.session_data FROM django_session s WHERE s.session_key = key AND s.expire_date > moment
$$;
