-- Holds against disposal: placed and lifted by those who dispose, in their own name; seen by them, and (for the register
-- extract) by those who see the person.
-- include mia.access/row_level_security.sql
CREATE POLICY restrictive ON reporting_disposalhold AS RESTRICTIVE TO mia_app USING (
    cardinality((SELECT app.delprojekt_with('see_assigned', 'see_delprojekt', 'dispose'))) > 0
    OR (SELECT app.is_system())
);
-- include participants/person_visible.sql key=participant_id
CREATE POLICY may_select_to_dispose ON reporting_disposalhold FOR SELECT TO mia_app USING (
    cardinality((SELECT app.delprojekt_with('dispose'))) > 0
);
CREATE POLICY may_insert ON reporting_disposalhold FOR INSERT TO mia_app WITH CHECK (
    cardinality((SELECT app.delprojekt_with('dispose'))) > 0 AND placed_by_id = (SELECT app.uid())
);
CREATE POLICY may_update ON reporting_disposalhold FOR UPDATE TO mia_app USING (
    cardinality((SELECT app.delprojekt_with('dispose'))) > 0
) WITH CHECK (
    lifted_by_id = (SELECT app.uid())
);
