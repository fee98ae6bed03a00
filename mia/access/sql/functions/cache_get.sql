-- The value of a key as text, NULL when there is none or its time is over.
CREATE OR REPLACE FUNCTION app.cache_get(wanted text) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
    SELECT value::text FROM app.cache WHERE key = wanted AND expires > clock_timestamp()
$$;
