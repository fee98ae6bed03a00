-- The history of deletions: seen with the permission read_notes by those who see the enrolment now.
-- include mia.access/row_level_security.sql
CREATE POLICY may_select ON interventions_noteevent FOR SELECT TO mia_app USING (
    enrolment_id IN (SELECT id FROM participants_enrolment)
    AND delprojekt_id = ANY ((SELECT app.delprojekt_with('read_notes'))::bigint[])
);
CREATE POLICY may_insert ON interventions_noteevent FOR INSERT TO mia_app WITH CHECK (true);
