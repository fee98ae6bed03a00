-- The history of disposals: triggers add to it, those who dispose read it.
-- include mia.access/row_level_security.sql
CREATE POLICY may_select ON reporting_disposalevent FOR SELECT TO mia_app USING (
    cardinality((SELECT app.delprojekt_with('dispose'))) > 0
);
CREATE POLICY may_insert ON reporting_disposalevent FOR INSERT TO mia_app WITH CHECK (true);
