-- Drafts: read and written by their author only.
-- include mia.access/row_level_security.sql
CREATE POLICY own ON organisation_draft TO mia_app
    USING (staff_id = (SELECT app.uid())) WITH CHECK (staff_id = (SELECT app.uid()));
