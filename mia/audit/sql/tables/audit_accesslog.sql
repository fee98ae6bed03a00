-- What seals rest on: each row says which transaction wrote it (`xid`), and in which server (`cluster`, PostgreSQL's own
-- name for it, made at initdb). Transaction numbers begin again in a new cluster, so after a restore from a dump the
-- old rows keep their seals and new rows begin a range of their own.
ALTER TABLE audit_accesslog
    ADD COLUMN IF NOT EXISTS xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    ADD COLUMN IF NOT EXISTS cluster bigint NOT NULL DEFAULT (pg_control_system()).system_identifier;
CREATE INDEX IF NOT EXISTS accesslog_by_transaction ON audit_accesslog (cluster, xid);
