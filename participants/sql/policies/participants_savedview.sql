-- Saved views of the list of participants: read and written by those whose they are.
-- include mia.access/row_level_security.sql
CREATE POLICY own ON participants_savedview TO mia_app
    USING (staff_id = (SELECT app.uid())) WITH CHECK (staff_id = (SELECT app.uid()));
