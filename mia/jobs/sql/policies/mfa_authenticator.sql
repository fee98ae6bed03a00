-- Second factors (allauth's table, which is made after those of mia.organisation; so its policies stand in this app).
-- Read by everyone, because log-in needs them before there is an identity; their secrets are encrypted. Written by the
-- person whose they are; an administrator takes them away, and adds none.
-- include mia.access/row_level_security.sql
CREATE POLICY may_select ON mfa_authenticator FOR SELECT TO mia_app USING (true);
CREATE POLICY may_insert ON mfa_authenticator FOR INSERT TO mia_app WITH CHECK (user_id = (SELECT app.uid()));
CREATE POLICY may_update ON mfa_authenticator FOR UPDATE TO mia_app
    USING (user_id = (SELECT app.uid())) WITH CHECK (user_id = (SELECT app.uid()));
CREATE POLICY may_delete ON mfa_authenticator FOR DELETE TO mia_app USING (
    user_id = (SELECT app.uid()) OR cardinality((SELECT app.delprojekt_with('administer'))) > 0
);
