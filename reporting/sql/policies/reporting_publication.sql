-- Figures that were published: read by those who may see figures, added by the system alone, never changed. That small numbers are
-- hidden from who is outside is done where they are shown, as for the report views.
-- include mia.access/row_level_security.sql
CREATE POLICY may_select ON reporting_publication FOR SELECT TO mia_app
    USING (cardinality((SELECT app.delprojekt_with('see_figures'))) > 0);
