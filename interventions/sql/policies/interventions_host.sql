-- Hosts are about no participant: seen by all who see participants, written by those who work with them.
-- include mia.access/row_level_security.sql
CREATE POLICY may_select ON interventions_host FOR SELECT TO mia_app USING (
    cardinality((SELECT app.delprojekt_with('see_assigned', 'see_delprojekt'))) > 0 OR (SELECT app.is_system())
);
CREATE POLICY may_insert ON interventions_host FOR INSERT TO mia_app WITH CHECK (
    cardinality((SELECT app.delprojekt_with('edit_enrolment'))) > 0 OR (SELECT app.is_system())
);
CREATE POLICY may_update ON interventions_host FOR UPDATE TO mia_app
    USING (cardinality((SELECT app.delprojekt_with('edit_enrolment'))) > 0 OR (SELECT app.is_system()))
    WITH CHECK (cardinality((SELECT app.delprojekt_with('edit_enrolment'))) > 0 OR (SELECT app.is_system()));
CREATE POLICY may_delete ON interventions_host FOR DELETE TO mia_app USING (
    cardinality((SELECT app.delprojekt_with('edit_enrolment'))) > 0
);
