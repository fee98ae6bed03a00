-- What the application (mia_app) and the backup (mia_backup) may do, given again after every migrate so that no table
-- is forgotten. mia_owner owns everything and is used by migrations only; mia_backup reads all by a server role.
GRANT USAGE ON SCHEMA public, app TO mia_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO mia_app;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO mia_app;
GRANT USAGE ON SCHEMA public, app TO mia_backup;

-- Functions: the application's alone, and it cannot sign.
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA app FROM PUBLIC;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA app TO mia_app;
REVOKE ALL ON app.secret, app.cache, app.disposing FROM PUBLIC, mia_app;
REVOKE EXECUTE ON FUNCTION app.sign(text), app.keep(text, text), app.work_context() FROM mia_app;
REVOKE EXECUTE ON FUNCTION
    app.persons_behind(uuid[]), app.log_keys_of(uuid[]), app.person_keys(uuid)
FROM mia_app;
REVOKE EXECUTE ON FUNCTION app.dispose_of_table(text, uuid), app.dispose_of_history(text, uuid) FROM mia_app;

-- Sessions: by functions that ask for the key (mia/organisation/login/session_store.py).
REVOKE ALL ON django_session FROM mia_app;

-- What the application may read and never write. The tables of Django's and allauth's that nobody uses are among them.
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON
    django_migrations, access_role_permission, access_data_key,
    django_content_type, auth_permission, auth_group, auth_group_permissions,
    account_emailaddress, account_emailconfirmation, pghistory_context,
    reporting_disposalitem, reporting_disposalcount
FROM mia_app;

DO $$
DECLARE
    relation text;
    trigger_function regprocedure;
BEGIN
    -- Trigger functions fire without this right. With it, one could be made to fire on a table of one's own.
    FOR trigger_function IN
        SELECT oid FROM pg_proc WHERE pronamespace = 'app'::regnamespace AND prorettype = 'trigger'::regtype
    LOOP
        EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM mia_app', trigger_function);
    END LOOP;
    -- The access log, its seals and reviews, and the change history are added to, never changed, by anyone but their
    -- owner.
    FOR relation IN
        SELECT tablename FROM pg_tables
        WHERE schemaname = 'public' AND (
            tablename IN ('audit_accesslog', 'audit_seal', 'audit_disposedrows', 'participants_logreview') OR tablename LIKE '%event'
        )
    LOOP
        EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON public.%I FROM mia_app', relation);
    END LOOP;
    -- Into the change history only its triggers write.
    FOR relation IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename LIKE '%event' LOOP
        EXECUTE format('REVOKE INSERT ON public.%I FROM mia_app', relation);
    END LOOP;
    -- The sign-on provider is the environment's: a row here would be another one.
    FOR relation IN
        SELECT tablename FROM pg_tables
        WHERE schemaname = 'public' AND tablename IN ('socialaccount_socialapp', 'socialaccount_socialtoken', 'socialaccount_socialapp_sites')
    LOOP
        EXECUTE format('REVOKE INSERT, UPDATE, TRUNCATE ON public.%I FROM mia_app', relation);
    END LOOP;
    -- A view runs as its owner: writing through it would go past the policies.
    FOR relation IN SELECT viewname FROM pg_views WHERE schemaname = 'public' LOOP
        EXECUTE format('REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON public.%I FROM mia_app', relation);
    END LOOP;
END $$;
