-- Keeps the content of a session until `expires`. With `is_new` the key must not be taken, otherwise there must be one.
-- Was it kept?
CREATE OR REPLACE FUNCTION app.session_save(key text, content text, expires timestamptz, is_new boolean)
RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
BEGIN
    IF is_new THEN
        INSERT INTO django_session (session_key, session_data, expire_date)
        VALUES (key, content, expires) ON CONFLICT DO NOTHING;
    ELSE
        UPDATE django_session SET session_data = content, expire_date = expires WHERE session_key = key;
    END IF;
    RETURN FOUND;
END $$;
