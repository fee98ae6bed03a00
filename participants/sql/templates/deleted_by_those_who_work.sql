-- Rows of an enrolment that those who change the enrolment may remove. Whom an emergency opening or a read access lets in
-- removes nothing (not_in_emergency.sql).
CREATE POLICY may_delete ON ${table} FOR DELETE TO mia_app USING (
    (delprojekt_id = ANY ((SELECT app.whole_delprojekt_with('edit_enrolment'))::bigint[]) AND NOT is_protected)
    OR (
        enrolment_id = ANY ((SELECT app.my_enrolments())::uuid[])
        AND delprojekt_id = ANY ((SELECT app.delprojekt_with('edit_enrolment'))::bigint[])
    )
);
