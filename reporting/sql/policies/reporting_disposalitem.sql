-- What a disposal is about, a row for each person or referral: read by those who dispose, written by functions alone (app.fill_disposal, app.dispose).
-- include mia.access/row_level_security.sql
DROP POLICY system ON reporting_disposalitem;
CREATE POLICY may_select ON reporting_disposalitem FOR SELECT TO mia_app USING (
    cardinality((SELECT app.delprojekt_with('dispose'))) > 0 OR (SELECT app.is_system())
);
