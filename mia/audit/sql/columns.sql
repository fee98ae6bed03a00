-- The columns of a table, in order.
SELECT array_agg(attname::text ORDER BY attnum)
FROM pg_attribute
WHERE attrelid = %(table)s::regclass AND attnum > 0 AND NOT attisdropped
