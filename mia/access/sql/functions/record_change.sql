-- Trigger: copies every row that the statement has inserted, changed or deleted to the event table of its table
-- (`<table>event`, made by django-pghistory), with who did it. It runs as the owner, so the application needs no right
-- to write an event table, and reads no setting that could stop it. One statement for all rows: an import of 200,000
-- contacts calls it once.
--
-- The columns are those that both tables have. The key of the table is what `pgh_obj_id` holds.
CREATE OR REPLACE FUNCTION app.record_change() RETURNS trigger
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
DECLARE
    work record;
    server bigint;
    event text := TG_TABLE_NAME || 'event';
    key text;
    columns text;
    changed text;
BEGIN
    IF TG_TABLE_SCHEMA <> 'public' THEN
        RAISE EXCEPTION 'change history: % is not a table of MIA', TG_RELID::regclass;
    END IF;
    SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) INTO columns
    FROM pg_attribute
    WHERE attrelid = format('public.%I', event)::regclass AND attnum > 0 AND NOT attisdropped
      AND attname NOT LIKE 'pgh\_%' AND attname NOT IN ('xid', 'cluster');
    SELECT a.attname INTO key
    FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
    WHERE i.indrelid = TG_RELID AND i.indisprimary;
    changed := CASE TG_OP
        WHEN 'INSERT' THEN format('SELECT %s FROM new_rows', columns)
        WHEN 'UPDATE' THEN format('SELECT %1$s FROM new_rows EXCEPT SELECT %1$s FROM old_rows', columns)
        ELSE format('SELECT %s FROM old_rows', columns)
    END;
    work := app.work_context();
    SELECT system_identifier INTO server FROM pg_control_system();
    EXECUTE format(
        'INSERT INTO public.%I'
        ' (%s, pgh_obj_id, pgh_label, pgh_created_at, pgh_context_id, pgh_context, xid, cluster)'
        ' SELECT %2$s, %I, $1, now(), $2, $3, pg_current_xact_id(), $4 FROM (%s) AS changed',
        event, columns, key, changed
    ) USING lower(TG_OP), work.request_id, work.context, server;
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION app.record_change() FROM PUBLIC;
