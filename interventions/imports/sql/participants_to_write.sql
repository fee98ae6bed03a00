-- The persons of rows that are not unchanged: key, and whether name or protection has changed.
SELECT participant_id, coalesce(bool_or(person_changed), false)
FROM incoming
WHERE status <> %(unchanged)s
GROUP BY participant_id
