-- Requests to take away a second factor: seen by administrators and by the person. Asked, confirmed and withdrawn in
-- one's own name only: nobody writes the second administrator's name.
-- include mia.access/row_level_security.sql
CREATE POLICY may_select ON organisation_factorreset FOR SELECT TO mia_app USING (
    staff_id = (SELECT app.uid()) OR cardinality((SELECT app.delprojekt_with('administer'))) > 0
);
CREATE POLICY may_insert ON organisation_factorreset FOR INSERT TO mia_app WITH CHECK (
    cardinality((SELECT app.delprojekt_with('administer'))) > 0
    AND requested_by_id = (SELECT app.uid()) AND confirmed_by_id IS NULL
);
CREATE POLICY may_decide ON organisation_factorreset FOR UPDATE TO mia_app USING (
    cardinality((SELECT app.delprojekt_with('administer'))) > 0 AND confirmed_by_id IS NULL
) WITH CHECK (
    confirmed_by_id = (SELECT app.uid()) OR withdrawn_by_id = (SELECT app.uid())
);
CREATE POLICY may_acknowledge ON organisation_factorreset FOR UPDATE TO mia_app USING (
    staff_id = (SELECT app.uid()) AND confirmed_by_id IS NOT NULL
) WITH CHECK (
    staff_id = (SELECT app.uid()) AND confirmed_by_id IS NOT NULL
);
