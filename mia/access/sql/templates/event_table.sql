-- An event table is only added to, and sealed as the access log is: each row says which transaction wrote it (`xid`),
-- and in which server (`cluster`; mia/audit/sql/tables/audit_accesslog.sql says why).
ALTER TABLE ${table}
    ADD COLUMN IF NOT EXISTS xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    ADD COLUMN IF NOT EXISTS cluster bigint NOT NULL DEFAULT (pg_control_system()).system_identifier;
CREATE INDEX IF NOT EXISTS ${table}_by_transaction ON ${table} (cluster, xid);
-- include mia.access/append_only.sql
