-- rows: how many rows of the access log lie in the range of transactions [`first`, `end`) of one cluster.
-- head: their fingerprint, SHA-256 of the fingerprint before (`previous`) and of each row's own SHA-256 in the order of
-- their ids. A row is written as a text that depends on no setting of the session.
SELECT
    count(*) AS rows,
    sha256(
        %(previous)s::bytea || coalesce(
            string_agg(
                sha256(convert_to(
                    jsonb_build_array(
                        a.id, a.cluster, a.xid::text, a.at AT TIME ZONE 'UTC', a.actor, a.action, a.event, a.route,
                        a.participants, a.count, a.request_id, a.ip, a.extra
                    )::text,
                    'UTF8'
                )),
                ''::bytea ORDER BY a.id
            ),
            ''::bytea
        )
    ) AS head
FROM audit_accesslog a
WHERE a.cluster = %(cluster)s
  AND a.xid >= %(first)s::text::xid8
  AND a.xid < %(end)s::text::xid8
