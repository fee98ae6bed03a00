CREATE OR REPLACE TRIGGER keep_named_staff AFTER UPDATE OR DELETE ON organisation_membership
    FOR EACH ROW WHEN (current_user <> 'mia_owner') EXECUTE FUNCTION app.keep_named_staff();
