-- The notes to be written, encrypted by the application.
DROP TABLE IF EXISTS pg_temp.encrypted_note;
CREATE TEMP TABLE encrypted_note (contact_id uuid PRIMARY KEY, text text NOT NULL) ON COMMIT DROP;
