-- Keeps a value for some seconds (NULL: for good). With `only_new`, only when the key has no value whose time is not
-- over. Was it kept?
CREATE OR REPLACE FUNCTION app.cache_put(new_key text, content text, seconds double precision, only_new boolean)
RETURNS boolean
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
    WITH written AS (
        INSERT INTO app.cache AS c (key, value, expires)
        VALUES (new_key, content::json, app.cache_expires(seconds))
        ON CONFLICT (key) DO UPDATE SET value = excluded.value, expires = excluded.expires
        WHERE NOT only_new OR c.expires <= clock_timestamp()
        RETURNING true
    )
    SELECT EXISTS (SELECT FROM written)
$$;
