-- Takes a token of a sign-on as used: true the first time, false again, and false once a later token of the same person
-- has been used, whose groups are newer. Tokens are believed for an hour, and are kept here for two. The system's alone.
CREATE OR REPLACE FUNCTION app.accept_sign_on_token(token_digest bytea, staff bigint, issued timestamptz)
RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
BEGIN
    IF NOT app.is_system() THEN
        RAISE insufficient_privilege USING MESSAGE = 'a token of a sign-on is taken by its job';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('app.sign_on_token'), staff::integer);
    DELETE FROM sign_on_token t WHERE t.used_at < clock_timestamp() - interval '2 hours';
    IF EXISTS (SELECT FROM sign_on_token t WHERE t.staff_id = staff AND t.issued_at > issued) THEN
        RETURN false;
    END IF;
    INSERT INTO sign_on_token (digest, staff_id, issued_at) VALUES (token_digest, staff, issued)
    ON CONFLICT DO NOTHING;
    RETURN FOUND;
END $$;
