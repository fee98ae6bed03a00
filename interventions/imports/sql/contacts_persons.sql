-- The registered persons whom some row of the file is about, those whose enrolment waits too.
SELECT e.participant_id
FROM participants_enrolment e
JOIN incoming t ON t.enrolment_id = e.id
UNION
SELECT w.participant_id
FROM participants_waitingenrolment w
JOIN incoming t ON t.enrolment_id = w.id
