-- Why a contact was deleted may say what a note says: read by those who read notes, written by those who log contacts.
-- include mia.access/row_level_security.sql
-- include participants/delprojekt_restrictive.sql
-- include participants/not_in_emergency.sql key=enrolment_id
CREATE POLICY may_select ON interventions_contactremoval FOR SELECT TO mia_app USING (
    (delprojekt_id = ANY ((SELECT app.whole_delprojekt_with('read_notes'))::bigint[]) AND NOT is_protected)
    OR (
        enrolment_id = ANY ((SELECT app.my_enrolments())::uuid[])
        AND delprojekt_id = ANY ((SELECT app.delprojekt_with('read_notes'))::bigint[])
    )
);
CREATE POLICY may_insert ON interventions_contactremoval FOR INSERT TO mia_app WITH CHECK (
    delprojekt_id = ANY ((SELECT app.delprojekt_with('log_contact'))::bigint[])
);
-- What is asked here is the right to write. A row that is searched for must also be one that may be selected.
CREATE POLICY may_update ON interventions_contactremoval FOR UPDATE TO mia_app USING (
    (delprojekt_id = ANY ((SELECT app.whole_delprojekt_with('log_contact'))::bigint[]) AND NOT is_protected)
    OR (
        enrolment_id = ANY ((SELECT app.my_enrolments())::uuid[])
        AND delprojekt_id = ANY ((SELECT app.delprojekt_with('log_contact'))::bigint[])
    )
) WITH CHECK (
    delprojekt_id = ANY ((SELECT app.delprojekt_with('log_contact'))::bigint[])
);
