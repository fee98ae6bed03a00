-- Rows of an enrolment (in the column enrolment_id) that those alone who work with it may read, as notes are: a
-- coordinator reports without them. Written by those who change the enrolment.
-- include mia.access/row_level_security.sql
-- include participants/delprojekt_restrictive.sql
-- include participants/not_in_emergency.sql key=enrolment_id
CREATE POLICY may_select ON ${table} FOR SELECT TO mia_app USING (
    (delprojekt_id = ANY ((SELECT app.whole_delprojekt_with('read_notes'))::bigint[]) AND NOT is_protected)
    OR (
        enrolment_id = ANY ((SELECT app.my_enrolments())::uuid[])
        AND delprojekt_id = ANY ((SELECT app.delprojekt_with('read_notes'))::bigint[])
    )
);
CREATE POLICY may_insert ON ${table} FOR INSERT TO mia_app WITH CHECK (
    delprojekt_id = ANY ((SELECT app.delprojekt_with('edit_enrolment'))::bigint[])
);
CREATE POLICY may_update ON ${table} FOR UPDATE TO mia_app USING (
    (delprojekt_id = ANY ((SELECT app.whole_delprojekt_with('edit_enrolment'))::bigint[]) AND NOT is_protected)
    OR enrolment_id = ANY ((SELECT app.my_enrolments())::uuid[])
) WITH CHECK (
    delprojekt_id = ANY ((SELECT app.delprojekt_with('edit_enrolment'))::bigint[])
);
CREATE POLICY may_delete ON ${table} FOR DELETE TO mia_app USING (
    (delprojekt_id = ANY ((SELECT app.whole_delprojekt_with('edit_enrolment'))::bigint[]) AND NOT is_protected)
    OR (
        enrolment_id = ANY ((SELECT app.my_enrolments())::uuid[])
        AND delprojekt_id = ANY ((SELECT app.delprojekt_with('edit_enrolment'))::bigint[])
    )
);
