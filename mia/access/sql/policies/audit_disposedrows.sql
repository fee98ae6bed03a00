-- What is left of disposed rows of the change history: added by those who dispose, read by the system when it verifies.
-- A row that was not made with the key of the seals is a fault (mia/audit/disposed.py).
-- include mia.access/row_level_security.sql
CREATE POLICY may_insert ON audit_disposedrows FOR INSERT TO mia_app WITH CHECK (
    cardinality((SELECT app.delprojekt_with('dispose'))) > 0
);
