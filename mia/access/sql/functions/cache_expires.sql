-- The time when something kept for so many seconds from now is over; NULL seconds: never.
CREATE OR REPLACE FUNCTION app.cache_expires(seconds double precision) RETURNS timestamptz
LANGUAGE sql VOLATILE SET search_path = app, public, pg_temp AS $$
    SELECT coalesce(clock_timestamp() + make_interval(secs => seconds), 'infinity'::timestamptz)
$$;
