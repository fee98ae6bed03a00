-- What a disposal did with each table: read by those who dispose, written by functions alone (app.fill_disposal, app.dispose).
-- include mia.access/row_level_security.sql
DROP POLICY system ON reporting_disposalcount;
CREATE POLICY may_select ON reporting_disposalcount FOR SELECT TO mia_app USING (
    cardinality((SELECT app.delprojekt_with('dispose'))) > 0 OR (SELECT app.is_system())
);
