-- Documents are kept in one's own name by those who change the enrolment, and read as notes are. A version is never changed
-- or removed, but by a disposal.
-- include mia.access/row_level_security.sql
-- include participants/delprojekt_restrictive.sql
CREATE POLICY may_select ON interventions_casedocument FOR SELECT TO mia_app USING (
    (delprojekt_id = ANY ((SELECT app.whole_delprojekt_with('read_notes'))::bigint[]) AND NOT is_protected)
    OR (
        enrolment_id = ANY ((SELECT app.my_enrolments())::uuid[])
        AND delprojekt_id = ANY ((SELECT app.delprojekt_with('read_notes'))::bigint[])
    )
);
CREATE POLICY may_insert ON interventions_casedocument FOR INSERT TO mia_app WITH CHECK (
    registered_by_id = (SELECT app.uid())
    AND delprojekt_id = ANY ((SELECT app.delprojekt_with('edit_enrolment'))::bigint[])
);
