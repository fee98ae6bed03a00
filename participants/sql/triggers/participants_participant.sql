CREATE OR REPLACE TRIGGER spread_protection AFTER UPDATE OF protection ON participants_participant
    FOR EACH ROW WHEN (OLD.protection IS DISTINCT FROM NEW.protection)
    EXECUTE FUNCTION app.spread_protection();
-- include mia.access/change_history.sql
