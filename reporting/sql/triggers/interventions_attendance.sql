CREATE OR REPLACE TRIGGER mark_sent_inserted AFTER INSERT ON interventions_attendance REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION app.mark_sent_attendance();
CREATE OR REPLACE TRIGGER mark_sent_updated
    AFTER UPDATE ON interventions_attendance REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION app.mark_sent_attendance();
CREATE OR REPLACE TRIGGER mark_sent_deleted AFTER DELETE ON interventions_attendance REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION app.mark_sent_attendance();
