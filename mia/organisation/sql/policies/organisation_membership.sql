-- Who has which role where: given and taken by administrators, and nobody's own.
-- include mia.access/administered.sql
CREATE POLICY not_ones_own_insert ON organisation_membership AS RESTRICTIVE FOR INSERT TO mia_app
    WITH CHECK (staff_id IS DISTINCT FROM (SELECT app.uid()));
CREATE POLICY not_ones_own_update ON organisation_membership AS RESTRICTIVE FOR UPDATE TO mia_app
    USING (staff_id IS DISTINCT FROM (SELECT app.uid())) WITH CHECK (staff_id IS DISTINCT FROM (SELECT app.uid()));
CREATE POLICY not_ones_own_delete ON organisation_membership AS RESTRICTIVE FOR DELETE TO mia_app
    USING (staff_id IS DISTINCT FROM (SELECT app.uid()));
