-- The steps of a referral: seen by those who see the referral, wherever it was then, and added where it is.
-- include mia.access/row_level_security.sql
CREATE POLICY restrictive ON participants_referralstep AS RESTRICTIVE TO mia_app USING (
    cardinality((SELECT app.delprojekt_with('register', 'decide_protected', 'see_assigned'))) > 0
    OR (SELECT app.is_system())
);
CREATE POLICY may_select ON participants_referralstep FOR SELECT TO mia_app USING (
    referral_id IN (SELECT id FROM participants_referral)
);
CREATE POLICY may_insert ON participants_referralstep FOR INSERT TO mia_app WITH CHECK (
    referral_id IN (SELECT id FROM participants_referral r WHERE r.delprojekt_id = participants_referralstep.delprojekt_id)
    AND delprojekt_id = ANY ((SELECT app.delprojekt_with('register'))::bigint[])
    AND registered_by_id = (SELECT app.uid())
);
