-- The schema of MIA's own functions, and the extensions that tables and functions need: exclusion constraints
-- (btree_gist), search by name (fuzzystrmatch, pg_trgm) and names without accents (unaccent).
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS fuzzystrmatch;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE SCHEMA IF NOT EXISTS app;
