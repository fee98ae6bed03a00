CREATE OR REPLACE TRIGGER copy_protection
    BEFORE INSERT OR UPDATE OF participant_id, delprojekt_id, is_protected ON participants_enrolment
    FOR EACH ROW EXECUTE FUNCTION app.copy_protection();
-- include mia.access/change_history.sql
