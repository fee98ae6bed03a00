-- The protected cases that the user of this unit of work may open in an emergency, or one of them.
-- Parameter: enrolment (key, or NULL for all).
-- Columns: those of queries.ClosedCase: enrolment and participant (keys), alias, delprojekt (name), started_on, ended_on,
-- staff (names of those who may open it otherwise, or NULL).
SELECT enrolment, participant, alias, delprojekt, started_on, ended_on, staff
FROM app.closed_cases() WHERE %(enrolment)s::uuid IS NULL OR enrolment = %(enrolment)s
ORDER BY delprojekt, alias, started_on
