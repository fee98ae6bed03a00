-- contacts: those whose note is another than the file's.
UPDATE incoming SET note_changed = id = ANY (%(contacts)s)
WHERE is_registered AND note_changed IS NULL;
