-- One step of app.dispose: finds the rows of a table that belong to rows which are disposed of, empties or deletes them,
-- and counts them in the record of the disposal.
CREATE OR REPLACE FUNCTION app.dispose_of_table(target text, wanted uuid) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
DECLARE
    step record;
    link record;
    column_type text;
    assignments text;
    emptied bigint := 0;
    deleted bigint := 0;
BEGIN
    SELECT * INTO step FROM app.disposal_step s WHERE s.relation = target;
    FOR link IN SELECT key AS column_name, value AS parent FROM jsonb_each_text(step.links) LOOP
        SELECT format_type(a.atttypid, NULL) INTO column_type
        FROM pg_attribute a
        WHERE a.attrelid = format('public.%I', target)::regclass AND a.attname = link.column_name;
        EXECUTE format(
            'INSERT INTO app.disposing SELECT %1$L, t.%2$I::text FROM public.%3$I t'
            ' WHERE t.%4$I IN (SELECT d.key::%5$s FROM app.disposing d WHERE d.relation = %6$L)'
            ' ON CONFLICT DO NOTHING',
            target, step.key_column, target, link.column_name, column_type, link.parent
        );
    END LOOP;
    SELECT format_type(a.atttypid, NULL) INTO column_type
    FROM pg_attribute a
    WHERE a.attrelid = format('public.%I', target)::regclass AND a.attname = step.key_column;
    IF step.numbered_column IS NOT NULL THEN
        -- Above all numbers so far, so that no row is like another, now or when it is emptied.
        EXECUTE format(
            'UPDATE public.%1$I t SET %2$I = n.number'
            ' FROM ('
            '     SELECT r.%4$I AS key,'
            '            max(r.%2$I) OVER (PARTITION BY r.%3$I)'
            '                + row_number() OVER (PARTITION BY r.%3$I ORDER BY r.%4$I) AS number'
            '     FROM public.%1$I r'
            '     WHERE r.%4$I IN (SELECT d.key::%5$s FROM app.disposing d WHERE d.relation = %1$L)'
            ' ) n'
            ' WHERE t.%4$I = n.key',
            target, step.numbered_column, step.numbered_within, step.key_column, column_type
        );
    END IF;
    IF step.is_kept THEN
        SELECT string_agg(part, ', ') INTO assignments
        FROM (
            SELECT format('%1$I = emptied.%1$I', key) AS part FROM jsonb_object_keys(step.emptied) AS key
            UNION ALL
            SELECT format('%I = ''G'' || substr(md5(gen_random_uuid()::text), 1, 11)', name)
            FROM unnest(step.unique_columns) AS name
            UNION ALL
            SELECT 'is_protected = is_protected' -- triggers set it
            FROM pg_attribute a
            WHERE a.attrelid = format('public.%I', target)::regclass AND a.attname = 'is_protected'
        ) AS parts;
        EXECUTE format(
            'UPDATE public.%1$I t SET %2$s FROM jsonb_populate_record(NULL::public.%1$I, $1) AS emptied'
            ' WHERE t.%3$I IN (SELECT d.key::%4$s FROM app.disposing d WHERE d.relation = %1$L)'
            ' AND to_jsonb(t) @> $2',
            target, replace(assignments, '= is_protected', '= t.is_protected'), step.key_column, column_type
        ) USING step.emptied, step.kept_with;
        GET DIAGNOSTICS emptied = ROW_COUNT;
    END IF;
    IF NOT step.is_kept OR step.kept_with <> '{}' THEN
        EXECUTE format(
            'DELETE FROM public.%1$I t'
            ' WHERE t.%2$I IN (SELECT d.key::%3$s FROM app.disposing d WHERE d.relation = %1$L)'
            ' AND NOT ($1 AND to_jsonb(t) @> $2)',
            target, step.key_column, column_type
        ) USING step.is_kept, step.kept_with;
        GET DIAGNOSTICS deleted = ROW_COUNT;
    END IF;
    INSERT INTO reporting_disposalcount AS c (disposal_id, relation, emptied, deleted, history)
    VALUES (wanted, target, emptied, deleted, 0)
    ON CONFLICT (disposal_id, relation)
    DO UPDATE SET emptied = c.emptied + EXCLUDED.emptied, deleted = c.deleted + EXCLUDED.deleted;
END $$;
REVOKE ALL ON FUNCTION app.dispose_of_table(text, uuid) FROM PUBLIC;
