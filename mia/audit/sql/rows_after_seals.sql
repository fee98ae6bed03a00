-- cluster, and how many of its rows in `table` lie after its last seal. `clusters` and `ends` say where the seals end.
SELECT a.cluster, count(*)
FROM {table} a
LEFT JOIN unnest(%(clusters)s::bigint[], %(ends)s::bigint[]) AS sealed (cluster, end_xid) USING (cluster)
WHERE a.xid >= coalesce(sealed.end_xid, 0)::text::xid8
GROUP BY a.cluster
