-- The CHECK constraints of a table: name, the rule as SQL, the columns that it uses.
SELECT c.conname,
       pg_get_expr(c.conbin, c.conrelid) AS rule,
       array_agg(a.attname::text ORDER BY a.attnum) AS columns
FROM pg_constraint c
JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)
WHERE c.contype = 'c' AND c.conrelid = %(table)s::regclass
GROUP BY c.oid
ORDER BY c.conname
