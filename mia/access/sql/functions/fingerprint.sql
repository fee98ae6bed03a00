-- rows: how many rows of one audit table lie in the range of transactions [`first`, `end`) of one cluster.
-- head: their fingerprint, SHA-256 of the fingerprint before (`previous`) and of each row's own SHA-256 in the order of
-- its key. A row is written as a text that depends on no setting of the session, with those of its columns that the
-- table had when the seal was made: a column that a later release adds breaks no older seal.
--
-- Of rows that have been disposed of (app.dispose) the key and the SHA-256 are left, in removed_keys and removed_digests:
-- with them the fingerprint is what it was.
CREATE OR REPLACE FUNCTION app.fingerprint(
    relation text, columns text[], previous bytea, server bigint, first_xid bigint, end_xid bigint,
    removed_keys bigint[], removed_digests bytea[],
    OUT rows bigint, OUT head bytea
)
LANGUAGE plpgsql STABLE
SET search_path = app, public, pg_temp
SET TimeZone = 'UTC' SET DateStyle = 'ISO' SET IntervalStyle = 'iso_8601'
SET bytea_output = 'hex' SET extra_float_digits = 1
AS $$
DECLARE
    added text[];
    key text;
BEGIN
    SELECT coalesce(array_agg(attname::text), '{}') INTO added
    FROM pg_attribute
    WHERE attrelid = format('public.%I', relation)::regclass AND attnum > 0 AND NOT attisdropped
      AND attname <> ALL (columns);
    SELECT a.attname INTO key
    FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
    WHERE i.indrelid = format('public.%I', relation)::regclass AND i.indisprimary;
    EXECUTE format(
        'SELECT count(*), sha256($1 || coalesce(string_agg(digest, ''''::bytea ORDER BY key), ''''::bytea))'
        ' FROM ('
        ' SELECT a.%1$I::bigint AS key, sha256(convert_to((to_jsonb(a) - $2)::text, ''UTF8'')) AS digest'
        ' FROM public.%2$I a WHERE a.cluster = $3 AND a.xid >= $4::text::xid8 AND a.xid < $5::text::xid8'
        ' UNION ALL SELECT * FROM unnest($6, $7)'
        ' ) AS one',
        key, relation
    ) INTO rows, head USING previous, added, server, first_xid, end_xid, removed_keys, removed_digests;
END $$;
