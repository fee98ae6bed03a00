-- What each row is: new, changed or unchanged.
UPDATE incoming SET status = %(new)s;
UPDATE incoming t SET status = CASE WHEN a.minutes = t.minutes THEN %(unchanged)s ELSE %(changed)s END
FROM interventions_attendance a
WHERE t.is_registered AND a.id = t.id;
ANALYZE incoming;
