-- The change history of jobs: triggers add to it, the owner reads it.
-- include mia.access/row_level_security.sql
CREATE POLICY may_select ON jobs_jobevent FOR SELECT TO mia_app USING (owner_id = (SELECT app.uid()));
CREATE POLICY may_insert ON jobs_jobevent FOR INSERT TO mia_app WITH CHECK (true);
