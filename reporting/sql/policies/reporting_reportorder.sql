-- An order is seen and changed by the one who ordered it, and by the system.
-- include mia.access/row_level_security.sql
CREATE POLICY restrictive ON reporting_reportorder AS RESTRICTIVE TO mia_app
    USING (ordered_by_id = (SELECT app.uid()) OR (SELECT app.is_system()))
    WITH CHECK (ordered_by_id = (SELECT app.uid()) OR (SELECT app.is_system()));
CREATE POLICY may_select ON reporting_reportorder FOR SELECT TO mia_app USING (ordered_by_id = (SELECT app.uid()));
CREATE POLICY may_insert ON reporting_reportorder FOR INSERT TO mia_app WITH CHECK (ordered_by_id = (SELECT app.uid()));
CREATE POLICY may_update ON reporting_reportorder FOR UPDATE TO mia_app
    USING (ordered_by_id = (SELECT app.uid())) WITH CHECK (ordered_by_id = (SELECT app.uid()));
