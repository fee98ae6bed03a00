CREATE OR REPLACE TRIGGER asked_once BEFORE UPDATE ON reporting_disposal
    FOR EACH ROW WHEN (
        (OLD.id, OLD.listed_on, OLD.proposed_by_id, OLD.proposed_at)
        IS DISTINCT FROM (NEW.id, NEW.listed_on, NEW.proposed_by_id, NEW.proposed_at)
        OR OLD.confirmed_at IS NOT NULL AND (OLD.confirmed_by_id, OLD.confirmed_at)
        IS DISTINCT FROM (NEW.confirmed_by_id, NEW.confirmed_at)
    ) EXECUTE FUNCTION app.refuse_rewrite();
-- include mia.access/change_history.sql
