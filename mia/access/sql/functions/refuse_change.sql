-- Trigger: rows of a table that is only added to are not changed or taken away, not even by the owner by mistake.
CREATE OR REPLACE FUNCTION app.refuse_change() RETURNS trigger
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'append_only: rows of % are not changed or deleted', TG_TABLE_NAME;
END $$;
REVOKE ALL ON FUNCTION app.refuse_change() FROM PUBLIC;
