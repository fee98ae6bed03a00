-- The last step of app.dispose: deletes the history of the rows of one table that are disposed of, of those that were
-- deleted long ago too, and of what the disposal itself has just done. Returns what the seals need, as app.dispose says.
CREATE OR REPLACE FUNCTION app.dispose_of_history(target text, wanted uuid)
RETURNS TABLE (seal bigint, row_key bigint, digest bytea)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = app, public, pg_temp
SET TimeZone = 'UTC' SET DateStyle = 'ISO' SET IntervalStyle = 'iso_8601'
SET bytea_output = 'hex' SET extra_float_digits = 1
AS $$
#variable_conflict use_column
DECLARE
    event text := target || 'event';
    step record;
    link record;
    kind record;
    column_type text;
    deleted bigint;
BEGIN
    SELECT * INTO step FROM app.disposal_step s WHERE s.relation = target;
    FOR link IN
        SELECT key AS column_name, value AS parent FROM jsonb_each_text(step.links)
        UNION ALL
        SELECT 'pgh_obj_id', target
    LOOP
        SELECT format_type(a.atttypid, NULL) INTO column_type
        FROM pg_attribute a
        WHERE a.attrelid = format('public.%I', event)::regclass AND a.attname = link.column_name;
        CONTINUE WHEN column_type IS NULL;
        EXECUTE format(
            'INSERT INTO app.disposing SELECT %1$L, t.pgh_id::text FROM public.%1$I t'
            ' WHERE t.%2$I IN (SELECT d.key::%3$s FROM app.disposing d WHERE d.relation = %4$L)'
            ' ON CONFLICT DO NOTHING',
            event, link.column_name, column_type, link.parent
        );
    END LOOP;
    -- A seal's fingerprint has the columns that the table had when it was made.
    FOR kind IN
        SELECT s.columns, coalesce((
            SELECT array_agg(a.attname::text)
            FROM pg_attribute a
            WHERE a.attrelid = format('public.%I', event)::regclass AND a.attnum > 0 AND NOT a.attisdropped
              AND a.attname <> ALL (s.columns)
        ), '{}') AS added
        FROM (SELECT DISTINCT columns FROM audit_seal WHERE "table" = event) s
    LOOP
        RETURN QUERY EXECUTE format(
            'SELECT s.number, t.pgh_id::bigint, sha256(convert_to((to_jsonb(t) - $1)::text, ''UTF8''))'
            ' FROM public.%1$I t'
            ' CROSS JOIN LATERAL ('
            '     SELECT one.number, one.columns, one.first_xid FROM audit_seal one'
            '     WHERE one."table" = %1$L AND one.cluster = t.cluster AND one.end_xid > t.xid::text::bigint'
            '     ORDER BY one.end_xid LIMIT 1'
            ' ) s'
            ' WHERE t.pgh_id IN (SELECT d.key::bigint FROM app.disposing d WHERE d.relation = %1$L)'
            ' AND s.first_xid <= t.xid::text::bigint AND s.columns = $2',
            event
        ) USING kind.added, kind.columns;
    END LOOP;
    EXECUTE format(
        'DELETE FROM public.%1$I t'
        ' WHERE t.pgh_id IN (SELECT d.key::bigint FROM app.disposing d WHERE d.relation = %1$L)',
        event
    );
    GET DIAGNOSTICS deleted = ROW_COUNT;
    INSERT INTO reporting_disposalcount AS c (disposal_id, relation, emptied, deleted, history)
    VALUES (wanted, target, 0, 0, deleted)
    ON CONFLICT (disposal_id, relation) DO UPDATE SET history = c.history + EXCLUDED.history;
END $$;
REVOKE ALL ON FUNCTION app.dispose_of_history(text, uuid) FROM PUBLIC;
