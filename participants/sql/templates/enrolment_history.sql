-- An event table of the change history: triggers add to it, and history is seen by those who see the enrolment
-- (in the column ${key}) now.
-- include mia.access/row_level_security.sql
CREATE POLICY may_select ON ${table} FOR SELECT TO mia_app USING (
    ${key} IN (SELECT id FROM participants_enrolment)
);
CREATE POLICY may_insert ON ${table} FOR INSERT TO mia_app WITH CHECK (true);
