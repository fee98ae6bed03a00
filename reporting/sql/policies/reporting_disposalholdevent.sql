-- The history of holds against disposal: seen by those who dispose.
-- include mia.access/row_level_security.sql
CREATE POLICY may_select ON reporting_disposalholdevent FOR SELECT TO mia_app USING (
    cardinality((SELECT app.delprojekt_with('dispose'))) > 0
);
CREATE POLICY may_insert ON reporting_disposalholdevent FOR INSERT TO mia_app WITH CHECK (true);
