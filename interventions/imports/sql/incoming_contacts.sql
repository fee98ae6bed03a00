-- The rows of a file of contacts: the columns of a contact, and
--   line            the row's number as a spreadsheet counts
--   bad             columns of the table whose cell could not be read
--   status          ny, ändrad or oförändrad (report.py)
--   is_registered   the contact is registered already
--   note            the text of the note
--   facts_changed, note_changed   what is another than what is registered
DROP TABLE IF EXISTS pg_temp.incoming;
CREATE TEMP TABLE incoming ON COMMIT DROP AS SELECT * FROM interventions_contact WITH NO DATA;
ALTER TABLE incoming
    ADD COLUMN line integer,
    ADD COLUMN bad text[],
    ADD COLUMN status text,
    ADD COLUMN is_registered boolean,
    ADD COLUMN note text,
    ADD COLUMN note_changed boolean,
    ADD COLUMN facts_changed boolean;
