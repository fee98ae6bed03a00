-- What has changed, and then what each row is: new, changed or unchanged.
-- registered, incoming: the same columns of either, in the same order. Whether a note has changed was
-- seen before (notes.py).
UPDATE incoming t SET
    facts_changed = ({registered}) IS DISTINCT FROM ({incoming})
FROM interventions_contact c
WHERE t.is_registered AND c.id = t.id;
UPDATE incoming SET status = CASE
    WHEN is_registered IS NULL THEN %(new)s
    WHEN facts_changed OR note_changed THEN %(changed)s
    ELSE %(unchanged)s
END;
ANALYZE incoming;
