-- Every column of MIA's tables that holds a person's key: foreign keys to participants_participant, and keys without one,
-- by their name. A new table is in it by itself. Left out are the change history, which says what was, and the merges,
-- which say which key became which. `key` is the table's own key.
CREATE OR REPLACE FUNCTION app.person_relations() RETURNS TABLE (relation name, field name, key name)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
    SELECT c.relname, a.attname, k.attname
    FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.atttypid = 'uuid'::regtype
    JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
    JOIN pg_attribute k ON k.attrelid = c.oid AND k.attnum = i.indkey[0]
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
      AND c.relname NOT LIKE '%event' AND c.relname <> 'participants_personmerge'
      AND (
          a.attname IN ('participant', 'participant_id')
          OR EXISTS (
              SELECT FROM pg_constraint f
              WHERE f.conrelid = c.oid AND f.contype = 'f' AND f.conkey = ARRAY[a.attnum]
                AND f.confrelid = 'public.participants_participant'::regclass
          )
      )
    ORDER BY c.relname, a.attname
$$;
