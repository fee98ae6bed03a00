-- The registered persons whom some row of the file is about.
SELECT DISTINCT p.id
FROM participants_participant p
JOIN incoming t ON t.participant_id = p.id
