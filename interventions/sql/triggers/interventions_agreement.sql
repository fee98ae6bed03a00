CREATE OR REPLACE TRIGGER keep_agreement_days BEFORE UPDATE OF started_on, ended_on ON interventions_agreement
    FOR EACH ROW WHEN (OLD.started_on <> NEW.started_on OR OLD.ended_on <> NEW.ended_on)
    EXECUTE FUNCTION app.keep_agreement_days();
-- include mia.access/change_history.sql
