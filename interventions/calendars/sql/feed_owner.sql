-- The key of the member of staff whose calendar has the digest, or NULL.
SELECT app.calendar_owner(%s)
