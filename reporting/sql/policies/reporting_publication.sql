-- Figures that were published: read and added by those who may see figures, never changed. That small numbers are
-- hidden from who is outside is done where they are shown, as for the report views.
-- include mia.access/row_level_security.sql
CREATE POLICY may_select ON reporting_publication FOR SELECT TO mia_app
    USING (cardinality((SELECT app.delprojekt_with('see_figures'))) > 0);
CREATE POLICY may_insert ON reporting_publication FOR INSERT TO mia_app
    WITH CHECK (cardinality((SELECT app.delprojekt_with('see_figures'))) > 0);
