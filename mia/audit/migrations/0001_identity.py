"""The schema `app`: the signed identity that every policy asks for. Rolls forward only."""

from django.db import migrations

SQL = """
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE SCHEMA IF NOT EXISTS app;
-- the key of HMAC-SHA256, already padded (RFC 2104): PostgreSQL has sha256() without any extension
CREATE TABLE IF NOT EXISTS app.secret (inner_pad bytea NOT NULL, outer_pad bytea NOT NULL);
REVOKE ALL ON app.secret FROM PUBLIC;

-- actor.expires.today.signature -> {actor, today}, or NULL when the signature does not hold or its time has passed
CREATE OR REPLACE FUNCTION app.claims() RETURNS text[] LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER
SET search_path = app, public, pg_temp AS $$
DECLARE
    parts text[] := string_to_array(current_setting('app.token', true), '.');
BEGIN
    IF parts IS NULL OR cardinality(parts) <> 4 OR parts[2]::bigint < extract(epoch FROM now()) THEN RETURN NULL; END IF;
    IF (SELECT encode(sha256(outer_pad || sha256(inner_pad || convert_to(concat_ws('.', parts[1], parts[2], parts[3]),
               'UTF8'))), 'hex') FROM secret) IS DISTINCT FROM parts[4] THEN
        RETURN NULL;
    END IF;
    RETURN ARRAY[parts[1], parts[3]];
END $$;

CREATE OR REPLACE FUNCTION app.uid() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER
SET search_path = app, public, pg_temp AS $$ SELECT (app.claims())[1]::bigint $$;

CREATE OR REPLACE FUNCTION app.today() RETURNS date LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER
SET search_path = app, public, pg_temp AS $$ SELECT (app.claims())[2]::date $$;

-- commands and nightly jobs; false, never NULL, for everyone else
CREATE OR REPLACE FUNCTION app.is_system() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER
SET search_path = app, public, pg_temp AS $$ SELECT coalesce(app.uid() = 0, false) $$;

-- unaccent is only STABLE; with its dictionary named it may be indexed
CREATE OR REPLACE FUNCTION app.plain(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
SET search_path = public, pg_temp AS $$ SELECT lower(unaccent('unaccent', value)) $$;

CREATE TABLE audit_cache (cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL);
CREATE INDEX audit_cache_expires ON audit_cache (expires);
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [migrations.RunSQL(SQL)]
