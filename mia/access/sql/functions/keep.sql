-- Keeps a value in a setting until the transaction ends, signed for this setting and this identity:
-- `signature;value`. mia_app can read it but cannot make one, and app.signed() reads it back. mia_app may not call it.
CREATE OR REPLACE FUNCTION app.keep(setting text, content text) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
DECLARE
    signature text := app.sign(concat_ws(';', setting, current_setting('app.token'), content));
BEGIN
    PERFORM set_config(setting, signature || ';' || content, true);
END $$;
REVOKE ALL ON FUNCTION app.keep(text, text) FROM PUBLIC;
