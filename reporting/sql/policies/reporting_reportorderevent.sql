-- The history of orders, for the one who ordered.
-- include mia.access/row_level_security.sql
CREATE POLICY may_select ON reporting_reportorderevent FOR SELECT TO mia_app
    USING (ordered_by_id = (SELECT app.uid()));
CREATE POLICY may_insert ON reporting_reportorderevent FOR INSERT TO mia_app WITH CHECK (true);
