CREATE OR REPLACE TRIGGER mark_sent_updated AFTER UPDATE OF outcome ON participants_exitreason
    FOR EACH ROW EXECUTE FUNCTION app.mark_sent_exits();
