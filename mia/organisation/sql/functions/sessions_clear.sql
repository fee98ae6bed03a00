-- Removes the sessions whose time is over, by the database's clock; how many.
CREATE OR REPLACE FUNCTION app.sessions_clear() RETURNS bigint
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
    WITH cleared AS (DELETE FROM django_session WHERE expire_date < clock_timestamp() RETURNING true)
    SELECT count(*) FROM cleared
$$;
