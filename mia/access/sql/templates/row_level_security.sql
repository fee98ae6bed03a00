-- Row-level security on, without the policies of before, and the system let through. Never FORCE: the owner runs
-- migrations and has no identity.
ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
DO $body$
DECLARE
    policy text;
BEGIN
    FOR policy IN SELECT policyname FROM pg_policies WHERE schemaname = 'public' AND tablename = '${table}' LOOP
        EXECUTE format('DROP POLICY %I ON ${table}', policy);
    END LOOP;
END $body$;
CREATE POLICY system ON ${table} TO mia_app
    USING ((SELECT app.is_system())) WITH CHECK ((SELECT app.is_system()));
