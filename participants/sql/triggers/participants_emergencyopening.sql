CREATE OR REPLACE TRIGGER copy_emergency BEFORE INSERT OR UPDATE ON participants_emergencyopening
    FOR EACH ROW EXECUTE FUNCTION app.copy_emergency();
-- include mia.access/enter_again.sql
-- include mia.access/change_history.sql
