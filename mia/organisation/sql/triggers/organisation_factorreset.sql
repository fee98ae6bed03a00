CREATE OR REPLACE TRIGGER asked_once BEFORE UPDATE ON organisation_factorreset
    FOR EACH ROW WHEN (
        OLD.id IS DISTINCT FROM NEW.id
        OR OLD.staff_id IS DISTINCT FROM NEW.staff_id
        OR OLD.requested_by_id IS DISTINCT FROM NEW.requested_by_id
        OR OLD.requested_at IS DISTINCT FROM NEW.requested_at
        OR OLD.confirmed_at IS NOT NULL AND (
            OLD.confirmed_by_id IS DISTINCT FROM NEW.confirmed_by_id
            OR OLD.confirmed_at IS DISTINCT FROM NEW.confirmed_at
            OR OLD.withdrawn_by_id IS DISTINCT FROM NEW.withdrawn_by_id
            OR OLD.withdrawn_at IS DISTINCT FROM NEW.withdrawn_at
        )
    ) EXECUTE FUNCTION app.refuse_rewrite();
-- include mia.access/change_history.sql
