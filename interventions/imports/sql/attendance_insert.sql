-- New attendance. columns: those that the file fills. by: the page's user, NULL for a command.
INSERT INTO interventions_attendance ({columns}, is_protected, registered_at, registered_by_id)
SELECT {columns}, false, now(), %(by)s
FROM incoming
WHERE status = %(new)s
