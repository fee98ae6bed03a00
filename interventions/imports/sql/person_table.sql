-- The persons of the file whose name or protection has changed.
-- id: the participant's; protection: NULL when no row has said.
DROP TABLE IF EXISTS pg_temp.person;
CREATE TEMP TABLE person (id uuid, given text, family text, protection text) ON COMMIT DROP;
