CREATE OR REPLACE TRIGGER copy_referral
    BEFORE INSERT OR UPDATE OF number, protection, is_protected, enrolment_id ON participants_referral
    FOR EACH ROW EXECUTE FUNCTION app.copy_referral();
-- include mia.access/change_history.sql
