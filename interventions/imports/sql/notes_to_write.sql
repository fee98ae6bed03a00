-- id: of the contact. note: the plain text of a note that is new or changed.
SELECT id, note FROM incoming
WHERE note IS NOT NULL AND (is_registered IS NULL OR note_changed);
