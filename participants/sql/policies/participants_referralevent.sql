-- The history of referrals: triggers add to it, and it is seen by those who see the referral now.
-- include mia.access/row_level_security.sql
CREATE POLICY may_select ON participants_referralevent FOR SELECT TO mia_app USING (
    id IN (SELECT id FROM participants_referral)
);
CREATE POLICY may_insert ON participants_referralevent FOR INSERT TO mia_app WITH CHECK (true);
