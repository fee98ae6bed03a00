-- Who has read, changed or taken out what about the person of an enrolment that the user sees.
-- Parameters: enrolment, only_action (a kind of act, or NULL for all), most (rows).
-- Columns: day (the first of the month when is_month), is_month, staff (empty: the system), action,
-- event, period (of a file), times.
SELECT day, is_month, staff, action, event, period, times
FROM app.accesses_of(%(enrolment)s, %(only_action)s, %(most)s)
