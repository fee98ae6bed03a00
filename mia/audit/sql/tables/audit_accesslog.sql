-- What seals rest on: each row says which transaction wrote it (`xid`), and in which server (`cluster`, PostgreSQL's own
-- name for it, made at initdb). Transaction numbers begin again in a new cluster, so after a restore from a dump the
-- old rows keep their seals and new rows begin a range of their own.
ALTER TABLE audit_accesslog
    ADD COLUMN IF NOT EXISTS xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    ADD COLUMN IF NOT EXISTS cluster bigint NOT NULL DEFAULT (pg_control_system()).system_identifier;
CREATE INDEX IF NOT EXISTS accesslog_by_transaction ON audit_accesslog (cluster, xid);
-- Who has seen a participant. A file with thousands of persons is not in the index, which would cost the file more than
-- the search gains: those rows are few, and have an index of their own (app.review_log asks both). The pending list is
-- short, so that no page waits long for it to be emptied.
CREATE INDEX IF NOT EXISTS accesslog_by_participant ON audit_accesslog USING gin (participants)
    WITH (gin_pending_list_limit = 256) WHERE cardinality(participants) <= 1000;
CREATE INDEX IF NOT EXISTS accesslog_of_files ON audit_accesslog (at) WHERE cardinality(participants) > 1000;
-- What the log review asks for by kind: alarms, on each page, and numbers shown within an hour (app.review_log).
CREATE INDEX IF NOT EXISTS accesslog_of_alarms ON audit_accesslog (at) WHERE action = 'alarm';
CREATE INDEX IF NOT EXISTS accesslog_of_reveals ON audit_accesslog (actor, at) WHERE action = 'reveal';
