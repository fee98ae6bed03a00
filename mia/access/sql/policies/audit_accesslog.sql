-- The access log. Everyone adds rows, in their own name and dated now; only the system reads. Nobody but the owner can
-- date a row otherwise or say that another transaction wrote it.
-- include mia.access/row_level_security.sql
DROP POLICY system ON audit_accesslog;
CREATE POLICY system ON audit_accesslog FOR SELECT TO mia_app USING ((SELECT app.is_system()));
CREATE POLICY may_insert ON audit_accesslog FOR INSERT TO mia_app WITH CHECK (
    xid = pg_current_xact_id()
    AND cluster = (SELECT system_identifier FROM pg_control_system())
    AND at BETWEEN now() - interval '1 minute' AND clock_timestamp() + interval '1 minute'
    AND (actor IS NOT DISTINCT FROM (SELECT app.uid()) OR (SELECT app.is_system()))
);
