-- Enrolments that wait: seen and decided by those who decide about protected persons in the delprojekt, asked for by
-- those who register there, and by the import of files as the system.
-- include mia.access/row_level_security.sql
CREATE POLICY restrictive ON participants_waitingenrolment AS RESTRICTIVE TO mia_app USING (
    delprojekt_id = ANY ((SELECT app.delprojekt_with('decide_protected', 'register'))::bigint[])
    OR (SELECT app.is_system())
);
CREATE POLICY may_select ON participants_waitingenrolment FOR SELECT TO mia_app USING (
    delprojekt_id = ANY ((SELECT app.delprojekt_with('decide_protected'))::bigint[])
);
CREATE POLICY may_insert ON participants_waitingenrolment FOR INSERT TO mia_app WITH CHECK (
    delprojekt_id = ANY ((SELECT app.delprojekt_with('register'))::bigint[])
);
CREATE POLICY may_update ON participants_waitingenrolment FOR UPDATE TO mia_app USING (
    delprojekt_id = ANY ((SELECT app.delprojekt_with('decide_protected'))::bigint[])
);
