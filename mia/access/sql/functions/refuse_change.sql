-- Trigger: rows of a table that is only added to are not changed or taken away, not even by the owner by mistake. But for
-- the very rows that a disposal, confirmed by two persons, is about to dispose of (app.dispose).
CREATE OR REPLACE FUNCTION app.refuse_change() RETURNS trigger
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
DECLARE
    former jsonb := to_jsonb(OLD);
BEGIN
    IF EXISTS (
        SELECT FROM app.disposing d
        WHERE d.relation = TG_TABLE_NAME AND d.key = coalesce(former ->> 'pgh_id', former ->> 'id')
    ) THEN
        IF TG_OP = 'DELETE' THEN
            RETURN OLD;
        END IF;
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'append_only: rows of % are not changed or deleted', TG_TABLE_NAME;
END $$;
REVOKE ALL ON FUNCTION app.refuse_change() FROM PUBLIC;
