-- Registered enrolments get the file's facts. assignments: column = t.column, for each of them.
UPDATE participants_enrolment e SET {assignments}, version = e.version + 1
FROM incoming t
WHERE t.is_registered AND t.facts_changed AND e.id = t.id
