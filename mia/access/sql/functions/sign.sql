-- HMAC-SHA256 of a text with the owner's key, in hexadecimal. mia_app may not call it.
CREATE OR REPLACE FUNCTION app.sign(content text) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
BEGIN
    RETURN (
        SELECT encode(sha256(outer_pad || sha256(inner_pad || convert_to(content, 'UTF8'))), 'hex')
        FROM app.secret
    );
END $$;
REVOKE ALL ON FUNCTION app.sign(text) FROM PUBLIC;
