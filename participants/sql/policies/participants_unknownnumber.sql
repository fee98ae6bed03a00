-- Numbers that were tried: everyone adds and counts their own, nobody changes or removes them.
-- include mia.access/row_level_security.sql
CREATE POLICY may_select ON participants_unknownnumber FOR SELECT TO mia_app USING (staff_id = (SELECT app.uid()));
CREATE POLICY may_insert ON participants_unknownnumber FOR INSERT TO mia_app WITH CHECK (
    staff_id = (SELECT app.uid())
);
