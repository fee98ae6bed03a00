-- Notes that are removed, changed and new.
DELETE FROM interventions_note n USING incoming t
WHERE t.note_changed AND t.note IS NULL AND n.contact_id = t.id;
UPDATE interventions_note n SET text = t.note
FROM incoming t
WHERE t.note_changed AND n.contact_id = t.id;
INSERT INTO interventions_note (contact_id, enrolment_id, delprojekt_id, is_protected, text)
SELECT t.id, t.enrolment_id, t.delprojekt_id, false, t.note
FROM incoming t
WHERE t.note IS NOT NULL
  AND (t.is_registered IS NULL OR t.note_changed)
  AND NOT EXISTS (SELECT FROM interventions_note n WHERE n.contact_id = t.id);
