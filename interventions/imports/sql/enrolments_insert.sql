-- New enrolments. columns: those that a file can fill. by: the page's user, NULL for a command.
INSERT INTO participants_enrolment ({columns}, is_protected, version, registered_at, registered_by_id)
SELECT {columns}, false, 1, now(), %(by)s
FROM incoming
WHERE is_registered IS NULL
