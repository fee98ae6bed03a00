-- What is wrong with the roles of this connection.
-- Parameters: login, working: what the roles are to be called; settings: names that may be stored for them.
-- fault: a key of mia.access.database_roles.FAULTS; name: of the role or the setting.
WITH used AS (
    SELECT oid, rolname, rolcanlogin, rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication AS powerful
    FROM pg_roles
    WHERE rolname IN (session_user, current_user)
)
SELECT 'login' AS fault, session_user::text AS name WHERE session_user <> %(login)s
UNION ALL
SELECT 'working', current_user::text WHERE current_user <> %(working)s
UNION ALL
SELECT 'powerful', rolname::text FROM used WHERE powerful
UNION ALL
SELECT 'can_login', rolname::text FROM pg_roles WHERE rolname = %(working)s AND rolcanlogin
UNION ALL
SELECT DISTINCT 'owner', u.rolname::text
FROM used u JOIN pg_shdepend d ON d.refclassid = 'pg_authid'::regclass AND d.refobjid = u.oid AND d.deptype = 'o'
UNION ALL
SELECT DISTINCT 'setting', lower(split_part(setting, '=', 1))
FROM pg_db_role_setting s CROSS JOIN LATERAL unnest(s.setconfig) setting
WHERE s.setrole IN (SELECT oid FROM pg_roles WHERE rolname IN (%(login)s, %(working)s))
  AND lower(split_part(setting, '=', 1)) <> ALL (%(settings)s)
UNION ALL
SELECT 'activities', '' WHERE current_setting('track_activities')::boolean
