-- Log-ins: every request reads its own, before there is an identity. Begun and kept by the person, ended by the person
-- and by administrators. One that has ended is never opened again.
-- include mia.access/row_level_security.sql
CREATE POLICY may_select ON organisation_staffsession FOR SELECT TO mia_app USING (true);
CREATE POLICY may_insert ON organisation_staffsession FOR INSERT TO mia_app WITH CHECK (
    staff_id = (SELECT app.uid())
);
CREATE POLICY may_update ON organisation_staffsession FOR UPDATE TO mia_app USING (
    ended_at IS NULL
    AND (staff_id = (SELECT app.uid()) OR cardinality((SELECT app.delprojekt_with('administer'))) > 0)
) WITH CHECK (
    staff_id = (SELECT app.uid()) OR cardinality((SELECT app.delprojekt_with('administer'))) > 0
);
