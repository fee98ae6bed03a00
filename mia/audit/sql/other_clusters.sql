-- cluster: a server that wrote rows of `table` before this one (`here`); end: the transaction after its last row.
SELECT cluster, max(xid)::text::bigint + 1 AS end
FROM {table}
WHERE cluster <> %(here)s
GROUP BY cluster
