-- Who is watched: seen and decided by those who may review the log, and nobody else. That somebody is watched says
-- something about the person.
-- include mia.access/row_level_security.sql
CREATE POLICY may_select ON participants_watchedparticipant FOR SELECT TO mia_app USING (
    cardinality((SELECT app.reviewed_staff())::bigint[]) > 0
);
CREATE POLICY may_insert ON participants_watchedparticipant FOR INSERT TO mia_app WITH CHECK (
    registered_by_id = (SELECT app.uid()) AND cardinality((SELECT app.reviewed_staff())::bigint[]) > 0
);
CREATE POLICY may_delete ON participants_watchedparticipant FOR DELETE TO mia_app USING (
    cardinality((SELECT app.reviewed_staff())::bigint[]) > 0
);
