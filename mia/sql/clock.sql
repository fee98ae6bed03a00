-- The database's clock.
-- Columns: now (seconds since 1970).
SELECT extract(epoch FROM clock_timestamp())::float8
