CREATE OR REPLACE TRIGGER keep_named_staff AFTER UPDATE OF is_active ON organisation_staff
    FOR EACH ROW WHEN (OLD.is_active AND NOT NEW.is_active AND current_user <> 'mia_owner')
    EXECUTE FUNCTION app.keep_named_staff();
