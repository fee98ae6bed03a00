-- Rows are added, never changed or deleted.
CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE ON ${table}
    FOR EACH ROW EXECUTE FUNCTION app.refuse_change();
