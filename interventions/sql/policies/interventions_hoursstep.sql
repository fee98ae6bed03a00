-- include participants/enrolment_rows.sql key=enrolment_id write=edit_enrolment
CREATE POLICY may_delete ON interventions_hoursstep FOR DELETE TO mia_app USING (
    (delprojekt_id = ANY ((SELECT app.whole_delprojekt_with('edit_enrolment'))::bigint[]) AND NOT is_protected)
    OR (
        enrolment_id = ANY ((SELECT app.my_enrolments())::uuid[])
        AND delprojekt_id = ANY ((SELECT app.delprojekt_with('edit_enrolment'))::bigint[])
    )
);
