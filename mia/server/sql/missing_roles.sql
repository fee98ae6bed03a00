-- What is missing of the roles and of their rights in the connected database.
-- statement: makes one of them; to be run in the order of the rows.
-- A login that is no superuser and makes the roles itself must be let into them. Only a superuser may switch
-- track_activities off for a role.
WITH role (name, options) AS (
    VALUES ('mia_owner', 'LOGIN CREATEDB'),
           ('mia_app', 'NOLOGIN'),
           ('mia_login', 'LOGIN NOINHERIT'),
           ('mia_backup', 'LOGIN BYPASSRLS')
), missing AS (
    SELECT name, options FROM role WHERE to_regrole(name) IS NULL
), membership (granted, member) AS (
    VALUES ('mia_app', 'mia_owner'), ('mia_app', 'mia_login'), ('pg_read_all_data', 'mia_backup')
)
SELECT statement
FROM (
    SELECT 1 AS step, format('CREATE ROLE %I %s', name, options) AS statement
    FROM missing
    UNION ALL
    SELECT 2, format('ALTER ROLE %I NOLOGIN', rolname)
    FROM pg_roles
    WHERE rolname = 'mia_app' AND rolcanlogin
    UNION ALL
    SELECT 2, format('GRANT %I TO %I', granted, member)
    FROM membership
    WHERE NOT EXISTS (
        SELECT FROM pg_auth_members m
        WHERE m.roleid = to_regrole(granted) AND m.member = to_regrole(membership.member)
    )
    UNION ALL
    SELECT 2, 'ALTER ROLE mia_login SET track_activities = off'
    WHERE NOT EXISTS (
        SELECT FROM pg_db_role_setting s
        WHERE s.setdatabase = 0 AND s.setrole = to_regrole('mia_login') AND 'track_activities=off' = ANY (s.setconfig)
    )
    UNION ALL
    SELECT 3, format('GRANT mia_owner, mia_app TO %I', session_user)
    WHERE EXISTS (SELECT FROM missing)
      AND session_user NOT IN (SELECT name FROM role)
      AND current_setting('is_superuser') = 'off'
    UNION ALL
    SELECT 4, format('GRANT CREATE ON DATABASE %I TO mia_owner', current_database())
    WHERE NOT coalesce(
        has_database_privilege(to_regrole('mia_owner'), current_database(), 'CREATE'), false
    )
    UNION ALL
    SELECT 5, 'GRANT USAGE, CREATE ON SCHEMA public TO mia_owner'
    WHERE NOT coalesce(has_schema_privilege(to_regrole('mia_owner'), 'public', 'CREATE'), false)
    UNION ALL
    SELECT 6, 'GRANT USAGE ON SCHEMA public TO mia_app'
    WHERE NOT coalesce(has_schema_privilege(to_regrole('mia_app'), 'public', 'USAGE'), false)
) statements
ORDER BY step, statement
