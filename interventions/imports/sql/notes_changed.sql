-- note_changed of the rows whose contact is registered, as far as it can be seen without reading a note: true where
-- one comes to be or is removed, NULL where both have one. A note that exists is compared only in readable, the
-- delprojekt whose notes the reader may see.
UPDATE incoming t SET note_changed = CASE
    WHEN n.contact_id IS NULL THEN t.note IS NOT NULL
    WHEN NOT t.delprojekt_id = ANY (%(readable)s) THEN false
    WHEN t.note IS NULL THEN true
END
FROM interventions_contact c
LEFT JOIN interventions_note n ON n.contact_id = c.id
WHERE t.is_registered AND c.id = t.id;
