-- Every change of the table is copied to its event table, `<table>event`.
CREATE OR REPLACE TRIGGER record_insert AFTER INSERT ON ${table} REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION app.record_change();
CREATE OR REPLACE TRIGGER record_update AFTER UPDATE ON ${table} REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION app.record_change();
CREATE OR REPLACE TRIGGER record_delete AFTER DELETE ON ${table} REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION app.record_change();
