-- Registered attendance gets the file's minutes.
UPDATE interventions_attendance a SET minutes = t.minutes
FROM incoming t
WHERE t.status = %(changed)s AND a.id = t.id
