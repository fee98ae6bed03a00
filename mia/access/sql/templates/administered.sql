-- A table that decides what somebody may see or do: read by everyone, also before there is an identity, because log-in
-- needs it; written by those who hold the permission administer, and by the system.
-- include mia.access/row_level_security.sql
CREATE POLICY may_select ON ${table} FOR SELECT TO mia_app USING (true);
CREATE POLICY may_insert ON ${table} FOR INSERT TO mia_app WITH CHECK (
    cardinality((SELECT app.delprojekt_with('administer'))) > 0
);
CREATE POLICY may_update ON ${table} FOR UPDATE TO mia_app
    USING (cardinality((SELECT app.delprojekt_with('administer'))) > 0)
    WITH CHECK (cardinality((SELECT app.delprojekt_with('administer'))) > 0);
CREATE POLICY may_delete ON ${table} FOR DELETE TO mia_app USING (
    cardinality((SELECT app.delprojekt_with('administer'))) > 0
);
