-- Adds to a number in one statement, so that no process loses another's count; the new number, NULL without the key.
CREATE OR REPLACE FUNCTION app.cache_add_to(wanted text, delta bigint) RETURNS bigint
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
    UPDATE app.cache SET value = to_json((value #>> '{}')::bigint + delta)
    WHERE key = wanted AND expires > clock_timestamp()
    RETURNING (value #>> '{}')::bigint
$$;
