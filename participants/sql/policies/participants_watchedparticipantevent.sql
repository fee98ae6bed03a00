-- Who has been watched: seen by those who may review the log.
-- include mia.access/row_level_security.sql
CREATE POLICY may_select ON participants_watchedparticipantevent FOR SELECT TO mia_app USING (
    cardinality((SELECT app.reviewed_staff())::bigint[]) > 0
);
