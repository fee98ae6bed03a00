-- The history of emergency openings: triggers add to it, those who review read it.
-- include mia.access/row_level_security.sql
CREATE POLICY may_select ON participants_emergencyopeningevent FOR SELECT TO mia_app USING (
    delprojekt_id = ANY ((SELECT app.delprojekt_with('review_emergency'))::bigint[])
);
CREATE POLICY may_insert ON participants_emergencyopeningevent FOR INSERT TO mia_app WITH CHECK (true);
