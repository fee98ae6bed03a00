-- include participants/copy_scope.sql
-- Which phase from which day, and who said so, is never written anew: a mistake is withdrawn, once.
CREATE OR REPLACE TRIGGER entered_once BEFORE UPDATE ON interventions_phasechange
    FOR EACH ROW WHEN (
        OLD.id IS DISTINCT FROM NEW.id
        OR OLD.work_id IS DISTINCT FROM NEW.work_id
        OR OLD.enrolment_id IS DISTINCT FROM NEW.enrolment_id
        OR OLD.phase_id IS DISTINCT FROM NEW.phase_id
        OR OLD.changed_on IS DISTINCT FROM NEW.changed_on
        OR OLD.registered_at IS DISTINCT FROM NEW.registered_at
        OR OLD.registered_by_id IS DISTINCT FROM NEW.registered_by_id
        OR OLD.withdrawn_at IS NOT NULL AND (
            OLD.withdrawn_at IS DISTINCT FROM NEW.withdrawn_at
            OR OLD.withdrawn_by_id IS DISTINCT FROM NEW.withdrawn_by_id
        )
    ) EXECUTE FUNCTION app.refuse_rewrite();
-- include mia.access/change_history.sql
