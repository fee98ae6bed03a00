-- As write_row.sql, with the participants of the temporary table `viewed` besides: each once, and counted.
INSERT INTO audit_accesslog
    (actor, action, event, route, participants, count, request_id, ip, extra)
SELECT
    %(actor)s, %(action)s, %(event)s, %(route)s,
    everyone,
    greatest(%(count)s, cardinality(everyone)),
    %(request_id)s, %(ip)s, %(extra)s::jsonb
FROM (
    SELECT coalesce(array_agg(DISTINCT participant), '{}') AS everyone
    FROM (SELECT unnest(%(participants)s::uuid[]) UNION ALL TABLE viewed) AS one (participant)
) AS participants
