-- New placements. columns: those that the file fills. by: the page's user, NULL for a command.
INSERT INTO interventions_placement ({columns}, is_protected, version, registered_at, registered_by_id)
SELECT {columns}, false, 1, now(), %(by)s
FROM incoming
WHERE status = %(new)s
