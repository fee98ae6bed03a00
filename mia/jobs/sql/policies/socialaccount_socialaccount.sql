-- Who may log in as whom through the sign-on provider (allauth's table). Read by everyone, because log-in needs it
-- before there is an identity. Links are made and taken away by a command; a log-in notes
-- what the provider said (triggers/socialaccount_socialaccount.sql keeps the link itself).
-- include mia.access/row_level_security.sql
CREATE POLICY may_select ON socialaccount_socialaccount FOR SELECT TO mia_app USING (true);
CREATE POLICY may_insert ON socialaccount_socialaccount FOR INSERT TO mia_app WITH CHECK ((SELECT app.uid()) = 0);
CREATE POLICY may_update ON socialaccount_socialaccount FOR UPDATE TO mia_app
    USING (true) WITH CHECK (true);
CREATE POLICY may_delete ON socialaccount_socialaccount FOR DELETE TO mia_app USING ((SELECT app.uid()) = 0);
