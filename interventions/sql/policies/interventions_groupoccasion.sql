-- Of no person: seen and written by those who log contacts in the delprojekt, which is its group's.
-- include mia.access/row_level_security.sql
CREATE POLICY may_select ON interventions_groupoccasion FOR SELECT TO mia_app USING (
    delprojekt_id = ANY ((SELECT app.delprojekt_with('log_contact'))::bigint[])
);
CREATE POLICY may_insert ON interventions_groupoccasion FOR INSERT TO mia_app WITH CHECK (
    delprojekt_id = ANY ((SELECT app.delprojekt_with('log_contact'))::bigint[])
    AND EXISTS (
        SELECT FROM interventions_group g
        WHERE g.id = interventions_groupoccasion.group_id
          AND g.delprojekt_id = interventions_groupoccasion.delprojekt_id
    )
);
CREATE POLICY may_update ON interventions_groupoccasion FOR UPDATE TO mia_app USING (
    delprojekt_id = ANY ((SELECT app.delprojekt_with('log_contact'))::bigint[])
) WITH CHECK (
    delprojekt_id = ANY ((SELECT app.delprojekt_with('log_contact'))::bigint[])
    AND EXISTS (
        SELECT FROM interventions_group g
        WHERE g.id = interventions_groupoccasion.group_id
          AND g.delprojekt_id = interventions_groupoccasion.delprojekt_id
    )
);
