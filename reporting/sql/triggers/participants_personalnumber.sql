CREATE OR REPLACE TRIGGER mark_sent_inserted AFTER INSERT ON participants_personalnumber REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION app.mark_sent_numbers();
CREATE OR REPLACE TRIGGER mark_sent_updated AFTER UPDATE ON participants_personalnumber REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION app.mark_sent_numbers();
