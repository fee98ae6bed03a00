-- The value that app.keep() put in a setting for the present identity; NULL for every other text, so that a value
-- that was changed, or taken from another identity or another setting, opens nothing.
CREATE OR REPLACE FUNCTION app.signed(setting text) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
DECLARE
    stored text := current_setting(setting, true);
    signature text := left(stored, 64);
    content text := substr(stored, 66);
BEGIN
    IF coalesce(stored, '') = '' OR app.claims() IS NULL THEN
        RETURN NULL;
    END IF;
    IF app.sign(concat_ws(';', setting, current_setting('app.token'), content)) <> signature THEN
        RETURN NULL;
    END IF;
    RETURN content;
END $$;
