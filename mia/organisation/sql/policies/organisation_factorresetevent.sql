-- The history of requests to take away a second factor: triggers add to it, administrators read it.
-- include mia.access/row_level_security.sql
CREATE POLICY may_select ON organisation_factorresetevent FOR SELECT TO mia_app USING (
    cardinality((SELECT app.delprojekt_with('administer'))) > 0
);
CREATE POLICY may_insert ON organisation_factorresetevent FOR INSERT TO mia_app WITH CHECK (true);
