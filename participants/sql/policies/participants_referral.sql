-- Referrals: seen and handled by those who register participants in the delprojekt; those of protected persons by the one
-- who wrote them down and by those who decide about protected persons there. And the referral behind a case that the
-- actor is assigned to, to be read.
-- include mia.access/row_level_security.sql
CREATE POLICY restrictive ON participants_referral AS RESTRICTIVE TO mia_app USING (
    delprojekt_id = ANY ((SELECT app.delprojekt_with('register', 'decide_protected', 'see_assigned'))::bigint[])
    OR enrolment_id = ANY ((SELECT app.my_enrolments())::uuid[])
    OR (SELECT app.is_system())
);
-- What is left of a disposed referral, for figures, has no number and is shown to nobody.
CREATE POLICY not_disposed ON participants_referral AS RESTRICTIVE FOR SELECT TO mia_app USING (number <> '');
CREATE POLICY may_select ON participants_referral FOR SELECT TO mia_app USING (
    (
        delprojekt_id = ANY ((SELECT app.delprojekt_with('register'))::bigint[])
        AND (NOT is_protected OR registered_by_id = (SELECT app.uid()))
    )
    OR delprojekt_id = ANY ((SELECT app.delprojekt_with('decide_protected'))::bigint[])
    OR enrolment_id = ANY ((SELECT app.my_enrolments())::uuid[])
);
CREATE POLICY may_insert ON participants_referral FOR INSERT TO mia_app WITH CHECK (
    delprojekt_id = ANY ((SELECT app.delprojekt_with('register'))::bigint[])
    AND registered_by_id = (SELECT app.uid())
);
CREATE POLICY may_update ON participants_referral FOR UPDATE TO mia_app USING (
    (
        delprojekt_id = ANY ((SELECT app.delprojekt_with('register'))::bigint[])
        AND (NOT is_protected OR registered_by_id = (SELECT app.uid()))
    )
    OR delprojekt_id = ANY ((SELECT app.delprojekt_with('decide_protected'))::bigint[])
) WITH CHECK (
    delprojekt_id = ANY ((SELECT app.delprojekt_with('register'))::bigint[])
);
