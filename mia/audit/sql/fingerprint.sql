-- rows and head, the fingerprint, of one range of one table: app.fingerprint.
SELECT rows, head
FROM app.fingerprint(
    %(table)s, %(columns)s::text[], %(previous)s, %(cluster)s, %(first)s, %(end)s,
    %(removed_keys)s::bigint[], %(removed_digests)s::bytea[]
)
