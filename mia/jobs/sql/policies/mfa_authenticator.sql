-- Second factors (allauth's table, which is made after those of mia.organisation; so its policies stand in this app).
-- Read by everyone, because log-in needs them before there is an identity; their secrets are encrypted. Written by the
-- person whose they are. An administrator adds none, and takes away those of a reset alone, which another administrator
-- asked for and this one has confirmed within the last quarter of an hour; the same transaction takes them away.
-- include mia.access/row_level_security.sql
CREATE POLICY may_select ON mfa_authenticator FOR SELECT TO mia_app USING (true);
CREATE POLICY may_insert ON mfa_authenticator FOR INSERT TO mia_app WITH CHECK (user_id = (SELECT app.uid()));
CREATE POLICY may_update ON mfa_authenticator FOR UPDATE TO mia_app
    USING (user_id = (SELECT app.uid())) WITH CHECK (user_id = (SELECT app.uid()));
CREATE POLICY may_delete ON mfa_authenticator FOR DELETE TO mia_app USING (
    user_id = (SELECT app.uid())
    OR cardinality((SELECT app.delprojekt_with('administer'))) > 0 AND user_id IN (
        SELECT r.staff_id FROM organisation_factorreset r
        WHERE r.confirmed_by_id = (SELECT app.uid()) AND r.acknowledged_at IS NULL
            AND abs(extract(epoch FROM statement_timestamp() - r.confirmed_at)) < 900
    )
);
