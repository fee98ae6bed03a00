-- The last runs of housekeeping: read by everyone (readiness has no identity), written by the system.
-- include mia.access/row_level_security.sql
CREATE POLICY may_select ON jobs_housekeepingrun FOR SELECT TO mia_app USING (true);
