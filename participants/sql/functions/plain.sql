-- A text in lower case without accents. unaccent() is only STABLE; with its dictionary named it may be indexed.
CREATE OR REPLACE FUNCTION app.plain(value text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT SET search_path = public, pg_temp AS $$
    SELECT lower(unaccent('unaccent', value))
$$;
