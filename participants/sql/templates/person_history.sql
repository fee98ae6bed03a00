-- An event table of the change history of a person (in the column ${key}): triggers add to it.
-- include mia.access/row_level_security.sql
-- include participants/person_visible.sql
CREATE POLICY may_insert ON ${table} FOR INSERT TO mia_app WITH CHECK (true);
