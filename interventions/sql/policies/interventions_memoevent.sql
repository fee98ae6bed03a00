-- The history of a memo is its author's, as the memo is.
-- include mia.access/row_level_security.sql
CREATE POLICY may_select ON interventions_memoevent FOR SELECT TO mia_app USING (
    staff_id = (SELECT app.uid())
    AND enrolment_id IN (SELECT id FROM participants_enrolment)
    AND delprojekt_id = ANY ((SELECT app.delprojekt_with('read_notes'))::bigint[])
);
CREATE POLICY may_insert ON interventions_memoevent FOR INSERT TO mia_app WITH CHECK (true);
