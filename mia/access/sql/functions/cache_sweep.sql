-- Removes what has expired; how many rows.
CREATE OR REPLACE FUNCTION app.cache_sweep() RETURNS bigint
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
    WITH swept AS (DELETE FROM app.cache WHERE expires <= clock_timestamp() RETURNING true)
    SELECT count(*) FROM swept
$$;
