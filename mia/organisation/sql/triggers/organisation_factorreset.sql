CREATE OR REPLACE TRIGGER asked_once BEFORE UPDATE ON organisation_factorreset
    FOR EACH ROW WHEN (
        (OLD.id, OLD.staff_id, OLD.requested_by_id, OLD.requested_at)
        IS DISTINCT FROM (NEW.id, NEW.staff_id, NEW.requested_by_id, NEW.requested_at)
        OR OLD.confirmed_at IS NOT NULL AND (OLD.confirmed_by_id, OLD.confirmed_at, OLD.withdrawn_by_id, OLD.withdrawn_at)
        IS DISTINCT FROM (NEW.confirmed_by_id, NEW.confirmed_at, NEW.withdrawn_by_id, NEW.withdrawn_at)
    ) EXECUTE FUNCTION app.refuse_rewrite();
-- include mia.access/change_history.sql
