-- Rate limits, counted for all processes together (mia/access/cache.py). Texts of JSON, nothing else. No role but the
-- owner has a right to the table: the application goes through the functions app.cache_….
CREATE TABLE IF NOT EXISTS app.cache (
    key varchar(255) PRIMARY KEY,
    value json NOT NULL,
    expires timestamptz NOT NULL
);
CREATE INDEX IF NOT EXISTS cache_by_expires ON app.cache (expires);
REVOKE ALL ON app.cache FROM PUBLIC;
