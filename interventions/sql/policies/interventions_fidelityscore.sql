-- Of no person: seen and made by those who lead the delprojekt; never changed.
-- include mia.access/row_level_security.sql
CREATE POLICY may_select ON interventions_fidelityscore FOR SELECT TO mia_app USING (
    delprojekt_id = ANY ((SELECT app.whole_delprojekt_with('read_notes'))::bigint[])
);
CREATE POLICY may_insert ON interventions_fidelityscore FOR INSERT TO mia_app WITH CHECK (
    delprojekt_id = ANY ((SELECT app.whole_delprojekt_with('read_notes'))::bigint[])
);
