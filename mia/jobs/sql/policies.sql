-- Row-level security of jobs: each is seen and changed by its owner and by the system.
-- owner_id: the person who started the job.

ALTER TABLE jobs_job ENABLE ROW LEVEL SECURITY;
CREATE POLICY system ON jobs_job TO mia_app
    USING ((SELECT app.is_system())) WITH CHECK ((SELECT app.is_system()));
-- Restrictive: no later, more generous policy can give a job to anybody else.
CREATE POLICY restrict_to_owner ON jobs_job AS RESTRICTIVE TO mia_app
    USING (owner_id = (SELECT app.uid()) OR (SELECT app.is_system()))
    WITH CHECK (owner_id = (SELECT app.uid()) OR (SELECT app.is_system()));
CREATE POLICY select_own ON jobs_job FOR SELECT TO mia_app
    USING (owner_id = (SELECT app.uid()));
CREATE POLICY insert_own ON jobs_job FOR INSERT TO mia_app
    WITH CHECK (owner_id = (SELECT app.uid()));
CREATE POLICY update_own ON jobs_job FOR UPDATE TO mia_app
    USING (owner_id = (SELECT app.uid())) WITH CHECK (owner_id = (SELECT app.uid()));

-- The change history: triggers add to it, the owner reads it.
ALTER TABLE jobs_jobevent ENABLE ROW LEVEL SECURITY;
CREATE POLICY system ON jobs_jobevent TO mia_app
    USING ((SELECT app.is_system())) WITH CHECK ((SELECT app.is_system()));
CREATE POLICY select_own ON jobs_jobevent FOR SELECT TO mia_app
    USING (owner_id = (SELECT app.uid()));
CREATE POLICY insert_any ON jobs_jobevent FOR INSERT TO mia_app WITH CHECK (true);
