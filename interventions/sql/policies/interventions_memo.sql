-- A memo is its author's alone, while the author works with the case and reads its notes. For the register extract there
-- is app.memos_of.
-- include mia.access/row_level_security.sql
-- include participants/delprojekt_restrictive.sql
-- include participants/not_in_emergency.sql key=enrolment_id
CREATE POLICY may_select ON interventions_memo FOR SELECT TO mia_app USING (
    staff_id = (SELECT app.uid())
    AND (
        (delprojekt_id = ANY ((SELECT app.whole_delprojekt_with('read_notes'))::bigint[]) AND NOT is_protected)
        OR (
            enrolment_id = ANY ((SELECT app.my_enrolments())::uuid[])
            AND delprojekt_id = ANY ((SELECT app.delprojekt_with('read_notes'))::bigint[])
        )
    )
);
CREATE POLICY may_insert ON interventions_memo FOR INSERT TO mia_app WITH CHECK (
    staff_id = (SELECT app.uid())
    AND delprojekt_id = ANY ((SELECT app.delprojekt_with('edit_enrolment'))::bigint[])
);
CREATE POLICY may_update ON interventions_memo FOR UPDATE TO mia_app USING (
    staff_id = (SELECT app.uid())
    AND (
        (delprojekt_id = ANY ((SELECT app.whole_delprojekt_with('edit_enrolment'))::bigint[]) AND NOT is_protected)
        OR (
            enrolment_id = ANY ((SELECT app.my_enrolments())::uuid[])
            AND delprojekt_id = ANY ((SELECT app.delprojekt_with('edit_enrolment'))::bigint[])
        )
    )
) WITH CHECK (
    staff_id = (SELECT app.uid())
    AND delprojekt_id = ANY ((SELECT app.delprojekt_with('edit_enrolment'))::bigint[])
);
