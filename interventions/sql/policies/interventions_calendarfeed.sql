-- The address of a calendar: made, seen and taken back by its owner alone.
-- include mia.access/row_level_security.sql
CREATE POLICY own ON interventions_calendarfeed TO mia_app
    USING (staff_id = (SELECT app.uid())) WITH CHECK (staff_id = (SELECT app.uid()));
