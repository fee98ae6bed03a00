-- A job is seen and changed by its owner (owner_id, the person who started it) and by the system.
-- include mia.access/row_level_security.sql
-- Restrictive: no later, more generous policy can give a job to anybody else.
CREATE POLICY restrictive ON jobs_job AS RESTRICTIVE TO mia_app
    USING (owner_id = (SELECT app.uid()) OR (SELECT app.is_system()))
    WITH CHECK (owner_id = (SELECT app.uid()) OR (SELECT app.is_system()));
CREATE POLICY may_select ON jobs_job FOR SELECT TO mia_app USING (owner_id = (SELECT app.uid()));
CREATE POLICY may_insert ON jobs_job FOR INSERT TO mia_app WITH CHECK (owner_id = (SELECT app.uid()));
CREATE POLICY may_update ON jobs_job FOR UPDATE TO mia_app
    USING (owner_id = (SELECT app.uid())) WITH CHECK (owner_id = (SELECT app.uid()));
