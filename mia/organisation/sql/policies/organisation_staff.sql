-- Staff, and the users who log in: names are read by everyone, and log-in reads them before there is an identity.
-- Administrators add and change them; each changes their own row (password, last log-in). Nobody is deleted.
-- include mia.access/administered.sql
DROP POLICY may_delete ON organisation_staff;
CREATE POLICY may_update_own ON organisation_staff FOR UPDATE TO mia_app
    USING (id = (SELECT app.uid())) WITH CHECK (id = (SELECT app.uid()));
