-- Adds one row to the access log. Without RETURNING: the application adds to the log but may not read it.
INSERT INTO audit_accesslog
    (actor, action, event, route, participants, count, request_id, ip, extra)
VALUES
    (%(actor)s, %(action)s, %(event)s, %(route)s, %(participants)s::uuid[], %(count)s, %(request_id)s, %(ip)s, %(extra)s)
