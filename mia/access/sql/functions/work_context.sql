-- The unit of work that the transaction belongs to, for the change history: the id that the access log has too, and
-- {actor, source}. Both are settings, which anyone who runs SQL can change: they count only when the application's key
-- has signed them (mia/access/identity.py) and they name the verified actor, or the system acts for someone. Otherwise
-- the actor is the verified identity, and nothing else is told. mia_app may not call it.
CREATE OR REPLACE FUNCTION app.work_context(OUT request_id uuid, OUT context jsonb)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
DECLARE
    id text := coalesce(current_setting('pghistory.context_id', true), '');
    content text := coalesce(current_setting('pghistory.context_metadata', true), '');
    signature text := coalesce(current_setting('app.context_signature', true), '');
    actor bigint := app.uid();
BEGIN
    IF signature <> '' AND signature = app.sign(concat_ws(';', 'context', id, content)) THEN
        IF (content::jsonb ->> 'actor')::bigint IS NOT DISTINCT FROM actor OR actor = 0 THEN
            request_id := id::uuid;
            context := content::jsonb;
            RETURN;
        END IF;
    END IF;
    context := jsonb_build_object('actor', actor);
END $$;
REVOKE ALL ON FUNCTION app.work_context() FROM PUBLIC;
