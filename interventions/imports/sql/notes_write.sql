-- Notes that are removed, changed and new.
DELETE FROM interventions_note n USING incoming t
WHERE t.note_changed AND t.note IS NULL AND n.contact_id = t.id;
UPDATE interventions_note n SET text = e.text
FROM encrypted_note e
WHERE n.contact_id = e.contact_id;
INSERT INTO interventions_note (contact_id, enrolment_id, delprojekt_id, is_protected, text)
SELECT t.id, t.enrolment_id, t.delprojekt_id, false, e.text
FROM encrypted_note e JOIN incoming t ON t.id = e.contact_id
WHERE NOT EXISTS (SELECT FROM interventions_note n WHERE n.contact_id = t.id);
