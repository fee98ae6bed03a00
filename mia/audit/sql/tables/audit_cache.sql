-- Django's DatabaseCache: rate limits, counted for all processes together.
CREATE TABLE IF NOT EXISTS audit_cache (
    cache_key varchar(255) PRIMARY KEY,
    value text NOT NULL,
    expires timestamptz NOT NULL
);
CREATE INDEX IF NOT EXISTS audit_cache_expires ON audit_cache (expires);
