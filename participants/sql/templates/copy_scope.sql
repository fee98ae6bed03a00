CREATE OR REPLACE TRIGGER copy_scope BEFORE INSERT OR UPDATE OF enrolment_id, delprojekt_id, is_protected ON ${table}
    FOR EACH ROW EXECUTE FUNCTION app.copy_scope();
