-- Agreements are about no participant: seen by all who see participants, written in the delprojekt whose they are.
-- include mia.access/row_level_security.sql
CREATE POLICY may_select ON interventions_agreement FOR SELECT TO mia_app USING (
    cardinality((SELECT app.delprojekt_with('see_assigned', 'see_delprojekt'))) > 0 OR (SELECT app.is_system())
);
CREATE POLICY may_insert ON interventions_agreement FOR INSERT TO mia_app WITH CHECK (
    delprojekt_id = ANY ((SELECT app.delprojekt_with('edit_enrolment'))::bigint[])
);
CREATE POLICY may_update ON interventions_agreement FOR UPDATE TO mia_app
    USING (delprojekt_id = ANY ((SELECT app.delprojekt_with('edit_enrolment'))::bigint[]))
    WITH CHECK (delprojekt_id = ANY ((SELECT app.delprojekt_with('edit_enrolment'))::bigint[]));
