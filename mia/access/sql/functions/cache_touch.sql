-- Keeps the value of a key for some seconds more (NULL: for good). Was there one?
CREATE OR REPLACE FUNCTION app.cache_touch(wanted text, seconds double precision) RETURNS boolean
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
    WITH touched AS (
        UPDATE app.cache SET expires = app.cache_expires(seconds)
        WHERE key = wanted AND expires > clock_timestamp()
        RETURNING true
    )
    SELECT EXISTS (SELECT FROM touched)
$$;
