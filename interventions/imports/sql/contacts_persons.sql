-- The registered persons whom some row of the file is about.
SELECT DISTINCT e.participant_id
FROM participants_enrolment e
JOIN incoming t ON t.enrolment_id = e.id
