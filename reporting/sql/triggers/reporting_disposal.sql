CREATE OR REPLACE TRIGGER asked_once BEFORE UPDATE ON reporting_disposal
    FOR EACH ROW WHEN (
        OLD.id IS DISTINCT FROM NEW.id
        OR OLD.listed_on IS DISTINCT FROM NEW.listed_on
        OR OLD.proposed_by_id IS DISTINCT FROM NEW.proposed_by_id
        OR OLD.proposed_at IS DISTINCT FROM NEW.proposed_at
        OR OLD.confirmed_at IS NOT NULL AND (
            OLD.confirmed_by_id IS DISTINCT FROM NEW.confirmed_by_id
            OR OLD.confirmed_at IS DISTINCT FROM NEW.confirmed_at
        )
    ) EXECUTE FUNCTION app.refuse_rewrite();
-- include mia.access/change_history.sql
