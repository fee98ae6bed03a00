-- Rows that carry delprojekt_id, is_protected and (in the column ${key}) the enrolment, written with the permission
-- ${write}. Seen by those who see the whole delprojekt, unless the person is protected, and by the assigned staff and
-- their team. Changed by those whose one role both sees the whole delprojekt and gives the permission: who sees all as
-- a coordinator changes nothing.
-- include mia.access/row_level_security.sql
-- include participants/delprojekt_restrictive.sql
-- include participants/not_in_emergency.sql
CREATE POLICY may_select ON ${table} FOR SELECT TO mia_app USING (
    (delprojekt_id = ANY ((SELECT app.delprojekt_with('see_delprojekt'))::bigint[]) AND NOT is_protected)
    OR ${key} = ANY ((SELECT app.my_enrolments())::uuid[])
);
CREATE POLICY may_insert ON ${table} FOR INSERT TO mia_app WITH CHECK (
    delprojekt_id = ANY ((SELECT app.delprojekt_with('${write}'))::bigint[])
);
CREATE POLICY may_update ON ${table} FOR UPDATE TO mia_app USING (
    (delprojekt_id = ANY ((SELECT app.whole_delprojekt_with('${write}'))::bigint[]) AND NOT is_protected)
    OR ${key} = ANY ((SELECT app.my_enrolments())::uuid[])
) WITH CHECK (
    delprojekt_id = ANY ((SELECT app.delprojekt_with('${write}'))::bigint[])
);
