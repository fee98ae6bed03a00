CREATE OR REPLACE TRIGGER keep_sign_on_link BEFORE UPDATE ON socialaccount_socialaccount
    FOR EACH ROW WHEN (current_user <> 'mia_owner') EXECUTE FUNCTION app.keep_sign_on_link();
