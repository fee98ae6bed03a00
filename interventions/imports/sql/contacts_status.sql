-- What has changed, and then what each row is: new, changed or unchanged.
-- registered, incoming: the same columns of either, in the same order. has_notes: the file
-- has the column. A note that exists is compared only in readable: the delprojekt whose notes
-- the reader may see.
UPDATE incoming t SET
    facts_changed = ({registered}) IS DISTINCT FROM ({incoming}),
    note_changed = %(has_notes)s AND n.text IS DISTINCT FROM t.note
        AND (n.contact_id IS NULL OR t.delprojekt_id = ANY (%(readable)s))
FROM interventions_contact c
LEFT JOIN interventions_note n ON n.contact_id = c.id
WHERE t.is_registered AND c.id = t.id;
UPDATE incoming SET status = CASE
    WHEN is_registered IS NULL THEN %(new)s
    WHEN facts_changed OR note_changed THEN %(changed)s
    ELSE %(unchanged)s
END;
ANALYZE incoming;
