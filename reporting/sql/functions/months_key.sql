-- The advisory lock of reported months ("MIA" in hexadecimal, number 2). Who changes what a locked month tells of shares it
-- until the commit; who locks a month has it alone: a change is either in the file that is locked, or marks it.
CREATE OR REPLACE FUNCTION app.months_key() RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = app, public, pg_temp AS $$
    SELECT x'4D494102'::bigint
$$;
