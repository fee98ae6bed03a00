-- What was sent in a report: read and added by those who may export persons in the delprojekt, never changed.
-- include mia.access/row_level_security.sql
CREATE POLICY restrictive ON reporting_sentrow AS RESTRICTIVE TO mia_app USING (
    delprojekt_id = ANY ((SELECT app.delprojekt_with('export_persons'))::bigint[]) OR (SELECT app.is_system())
) WITH CHECK (
    delprojekt_id = ANY ((SELECT app.delprojekt_with('export_persons'))::bigint[]) OR (SELECT app.is_system())
);
CREATE POLICY may_select ON reporting_sentrow FOR SELECT TO mia_app USING (
    delprojekt_id = ANY ((SELECT app.delprojekt_with('export_persons'))::bigint[])
);
CREATE POLICY may_insert ON reporting_sentrow FOR INSERT TO mia_app WITH CHECK (
    delprojekt_id = ANY ((SELECT app.delprojekt_with('export_persons'))::bigint[])
);
