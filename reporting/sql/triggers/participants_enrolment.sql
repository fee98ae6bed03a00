CREATE OR REPLACE TRIGGER mark_sent_inserted AFTER INSERT ON participants_enrolment REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION app.mark_sent_enrolments();
CREATE OR REPLACE TRIGGER mark_sent_updated
    AFTER UPDATE ON participants_enrolment REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION app.mark_sent_enrolments();
