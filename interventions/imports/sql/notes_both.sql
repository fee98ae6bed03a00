-- The notes that are to be compared. id: of the contact. note: of the file. text: of the database, encrypted.
SELECT t.id, t.note, n.text
FROM incoming t JOIN interventions_note n ON n.contact_id = t.id
WHERE t.is_registered AND t.note_changed IS NULL;
