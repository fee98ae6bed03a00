-- Absences: read by the absent, the substitute, and those who assign staff in the delprojekt. Written by those whose one
-- role sees the whole delprojekt and assigns staff there, and by the absent person: nobody makes themselves the
-- substitute of a colleague.
-- include mia.access/row_level_security.sql
CREATE POLICY may_select ON organisation_absence FOR SELECT TO mia_app USING (
    staff_id = (SELECT app.uid())
    OR substitute_id = (SELECT app.uid())
    OR delprojekt_id = ANY ((SELECT app.delprojekt_with('assign_staff'))::bigint[])
);
CREATE POLICY may_insert ON organisation_absence FOR INSERT TO mia_app WITH CHECK (
    registered_by_id = (SELECT app.uid())
    AND (
        delprojekt_id = ANY ((SELECT app.whole_delprojekt_with('assign_staff'))::bigint[])
        OR (
            staff_id = (SELECT app.uid())
            AND delprojekt_id = ANY ((SELECT app.delprojekt_with('assign_staff'))::bigint[])
        )
    )
);
CREATE POLICY may_update ON organisation_absence FOR UPDATE TO mia_app USING (
    delprojekt_id = ANY ((SELECT app.whole_delprojekt_with('assign_staff'))::bigint[])
    OR (
        staff_id = (SELECT app.uid())
        AND delprojekt_id = ANY ((SELECT app.delprojekt_with('assign_staff'))::bigint[])
    )
) WITH CHECK (
    delprojekt_id = ANY ((SELECT app.whole_delprojekt_with('assign_staff'))::bigint[])
    OR (
        staff_id = (SELECT app.uid())
        AND delprojekt_id = ANY ((SELECT app.delprojekt_with('assign_staff'))::bigint[])
    )
);
CREATE POLICY may_delete ON organisation_absence FOR DELETE TO mia_app USING (
    started_on >= (SELECT app.today())
    AND (
        delprojekt_id = ANY ((SELECT app.whole_delprojekt_with('assign_staff'))::bigint[])
        OR staff_id = (SELECT app.uid())
    )
);
