-- {actor, today} of the identity that the transaction carries. The setting app.token is
-- `actor.expires.today.signature` (mia/access/identity.py); NULL when there is none, when the signature does not hold
-- or when its time has passed.
CREATE OR REPLACE FUNCTION app.claims() RETURNS text[]
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
DECLARE
    parts text[] := string_to_array(current_setting('app.token', true), '.');
    signature text;
BEGIN
    IF parts IS NULL OR cardinality(parts) <> 4 OR parts[2]::bigint < extract(epoch FROM now()) THEN
        RETURN NULL;
    END IF;
    signature := app.sign(concat_ws('.', parts[1], parts[2], parts[3]));
    IF signature IS DISTINCT FROM parts[4] THEN
        RETURN NULL;
    END IF;
    RETURN ARRAY[parts[1], parts[3]];
END $$;
