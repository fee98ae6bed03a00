-- Removes one key, or all of them when it is NULL. Was there anything whose time was not over?
CREATE OR REPLACE FUNCTION app.cache_delete(unwanted text) RETURNS boolean
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
    WITH deleted AS (
        DELETE FROM app.cache WHERE unwanted IS NULL OR key = unwanted
        RETURNING expires > clock_timestamp() AS was_live
    )
    SELECT coalesce(bool_or(was_live), false) FROM deleted
$$;
