-- How many persons the contacts are with, those whose enrolment waits too.
SELECT count(*)
FROM (
    SELECT e.participant_id
    FROM participants_enrolment e
    WHERE e.id IN (SELECT enrolment_id FROM incoming)
    UNION
    SELECT w.participant_id
    FROM participants_waitingenrolment w
    WHERE w.id IN (SELECT enrolment_id FROM incoming)
) persons
