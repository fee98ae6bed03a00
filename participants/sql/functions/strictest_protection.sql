-- The stricter of two levels of protection. A level that is not named here is stricter than all: fail closed.
CREATE OR REPLACE FUNCTION app.strictest_protection(one text, other text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = app, public, pg_temp AS $$
    SELECT level FROM unnest(ARRAY[one, other]) AS level
    ORDER BY array_position(ARRAY['INGEN', 'SEKRETESSMARKERING', 'SKYDDAD_FOLKBOKFORING'], level) DESC NULLS FIRST
    LIMIT 1
$$;
