-- include participants/copy_scope.sql
-- include mia.access/enter_again.sql
-- include mia.access/change_history.sql
CREATE OR REPLACE TRIGGER keep_named_staff
    AFTER UPDATE OF enrolment_id, staff_id, started_on, ended_on OR DELETE ON participants_assignment
    FOR EACH ROW WHEN (OLD.is_protected AND current_user <> 'mia_owner') EXECUTE FUNCTION app.keep_named_staff();
