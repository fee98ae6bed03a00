-- Whether the facts of a registered enrolment are others in the file.
-- registered, incoming: the same columns of either, in the same order.
UPDATE incoming t SET facts_changed = ({registered}) IS DISTINCT FROM ({incoming})
FROM participants_enrolment e
WHERE t.is_registered AND e.id = t.id
