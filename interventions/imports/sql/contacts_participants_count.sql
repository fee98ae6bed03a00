-- How many persons the contacts are with.
SELECT count(DISTINCT e.participant_id)
FROM participants_enrolment e
WHERE e.id IN (SELECT enrolment_id FROM incoming)
