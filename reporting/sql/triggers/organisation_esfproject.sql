CREATE OR REPLACE TRIGGER mark_sent_updated AFTER UPDATE ON organisation_esfproject
    FOR EACH ROW WHEN ((OLD.reference, OLD.ended_on) IS DISTINCT FROM (NEW.reference, NEW.ended_on))
    EXECUTE FUNCTION app.mark_sent_projects();
