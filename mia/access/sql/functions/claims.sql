-- {actor, today} of the identity that the transaction carries. The setting app.token is
-- `actor.today.backend.started.signature` (mia/access/tokens.py); NULL when there is none, when it was made for another
-- transaction, or when the signature does not hold. PARALLEL RESTRICTED, like all that call it: a parallel worker has
-- another number than the process that the token was made for.
CREATE OR REPLACE FUNCTION app.claims() RETURNS text[]
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
DECLARE
    parts text[] := string_to_array(current_setting('app.token', true), '.');
    signature text;
BEGIN
    IF parts IS NULL OR cardinality(parts) <> 5 OR concat_ws('.', parts[3], parts[4]) <> app.this_transaction() THEN
        RETURN NULL;
    END IF;
    signature := app.sign(concat_ws('.', parts[1], parts[2], parts[3], parts[4]));
    IF signature IS DISTINCT FROM parts[5] THEN
        RETURN NULL;
    END IF;
    RETURN ARRAY[parts[1], parts[2]];
END $$;
