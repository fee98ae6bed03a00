-- include participants/copy_scope.sql
-- include mia.access/change_history.sql
CREATE OR REPLACE TRIGGER keep_no_address BEFORE INSERT OR UPDATE OF address, is_protected ON participants_contactdetails
    FOR EACH ROW EXECUTE FUNCTION app.keep_no_address();
