-- The key of the signatures (HMAC-SHA256), already padded as RFC 2104 says: PostgreSQL has sha256() without any
-- extension. One row, written by mia/access/grants.py and read by the owner only.
CREATE TABLE IF NOT EXISTS app.secret (inner_pad bytea NOT NULL, outer_pad bytea NOT NULL);
REVOKE ALL ON app.secret FROM PUBLIC;
