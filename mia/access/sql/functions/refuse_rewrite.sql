-- Trigger: who asked, when and for whom is never written anew, so that one person cannot put another's name on what that
-- person asked for, and confirm it. Its WHEN says which columns. The owner (migrations, tests) has no identity.
CREATE OR REPLACE FUNCTION app.refuse_rewrite() RETURNS trigger
LANGUAGE plpgsql STABLE SET search_path = app, public, pg_temp AS $$
BEGIN
    IF app.uid() IS NOT NULL THEN
        RAISE insufficient_privilege USING MESSAGE = 'who asked and who confirmed is not written anew';
    END IF;
    RETURN NEW;
END $$;
