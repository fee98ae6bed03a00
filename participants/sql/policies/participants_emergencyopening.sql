-- Emergency openings: seen by the person who made them, by those who review them, and (for the register extract) by
-- those who see the case. Made with a permission of their own, and signed off with another, in one's own name.
-- include mia.access/row_level_security.sql
-- include participants/delprojekt_restrictive.sql
CREATE POLICY may_select ON participants_emergencyopening FOR SELECT TO mia_app USING (
    staff_id = (SELECT app.uid())
    OR delprojekt_id = ANY ((SELECT app.delprojekt_with('review_emergency'))::bigint[])
    OR enrolment_id = ANY ((SELECT app.my_enrolments())::uuid[])
);
CREATE POLICY may_insert ON participants_emergencyopening FOR INSERT TO mia_app WITH CHECK (
    staff_id = (SELECT app.uid())
    AND delprojekt_id = ANY ((SELECT app.delprojekt_with('open_emergency'))::bigint[])
    AND reviewed_by_id IS NULL
);
CREATE POLICY may_update ON participants_emergencyopening FOR UPDATE TO mia_app USING (
    delprojekt_id = ANY ((SELECT app.delprojekt_with('review_emergency'))::bigint[])
    AND reviewed_by_id IS NULL AND staff_id <> (SELECT app.uid())
) WITH CHECK (
    reviewed_by_id = (SELECT app.uid())
);
