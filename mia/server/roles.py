"""The three database roles, and what each may in a database. Works on the embedded server and on
any other.

`mia_owner` owns the tables and migrates, `mia_app` owns nothing and obeys every policy,
`mia_backup` reads everything and changes nothing. They have no passwords: on a server of your own,
log in as another role that may SET ROLE to them, or give them passwords.
"""

import re

import psycopg
from psycopg import sql

from mia.server import EmbeddedError

OLDEST = 150000
ROLES = {
    "mia_owner": "LOGIN CREATEDB",
    "mia_app": "LOGIN",
    "mia_backup": "LOGIN BYPASSRLS",
}

MEMBERSHIPS = """
SELECT held.rolname, member.rolname FROM pg_auth_members
JOIN pg_roles AS held ON held.oid = pg_auth_members.roleid
JOIN pg_roles AS member ON member.oid = pg_auth_members.member
"""


def ensure_roles(conninfo: str) -> None:
    """Make what is missing of the roles and their rights in the database of this connection string
    or URL.
    """
    conninfo = re.sub(r"^(psql|pgsql|postgis|postgres)://", "postgresql://", conninfo)
    try:
        with psycopg.connect(conninfo, connect_timeout=10) as connection:
            _ensure(connection)
    except psycopg.OperationalError as error:
        reason = str(error).strip().partition("\n")[0]
        raise EmbeddedError(
            f"The PostgreSQL server does not answer, check DATABASE_URL: {reason}."
        ) from error


def _ensure(connection: psycopg.Connection) -> None:
    version = connection.info.server_version
    if version < OLDEST:
        raise EmbeddedError(
            f"PostgreSQL 15 or newer is needed and DATABASE_URL leads to {version // 10000}: "
            "upgrade it."
        )
    needed = _missing(connection)
    try:
        with connection.transaction():
            for statement in needed:
                connection.execute(statement)
            if _missing(connection):  # a GRANT without the right to grant may be a mere warning
                raise psycopg.errors.InsufficientPrivilege
    except psycopg.errors.InsufficientPrivilege as error:
        text = " ".join(f"{statement.as_string(connection)};" for statement in needed)
        raise EmbeddedError(
            "The login in DATABASE_URL may not make the roles that MIA needs: "
            f"as a superuser, run this in the database {connection.info.dbname}: {text}"
        ) from error


def _missing(connection: psycopg.Connection) -> list[sql.SQL | sql.Composed]:
    """The statements that are still needed, in order."""
    present = {
        name
        for (name,) in connection.execute("SELECT rolname FROM pg_roles WHERE rolname LIKE 'mia%'")
    }
    new = [name for name in ROLES if name not in present]
    statements: list[sql.SQL | sql.Composed] = [
        sql.SQL(f"CREATE ROLE {name} {ROLES[name]}") for name in new
    ]
    members = set(connection.execute(MEMBERSHIPS).fetchall())
    for group, member in (("mia_app", "mia_owner"), ("pg_read_all_data", "mia_backup")):
        if (group, member) not in members:
            statements.append(sql.SQL(f"GRANT {group} TO {member}"))
    login, superuser = (
        connection.info.user,
        connection.info.parameter_status("is_superuser") == "on",
    )
    if new and login not in ROLES and not superuser:
        statements.append(sql.SQL("GRANT mia_owner, mia_app TO {}").format(sql.Identifier(login)))
    return statements + _missing_rights(connection, new)


def _missing_rights(connection: psycopg.Connection, new: list[str]) -> list[sql.SQL | sql.Composed]:
    """Rights in the connected database: the owner creates, the application uses."""
    database = sql.Identifier(connection.info.dbname)
    wanted = (
        (
            "mia_owner",
            "has_database_privilege(%s, current_database(), 'CREATE')",
            "CREATE ON DATABASE {}",
        ),
        (
            "mia_owner",
            "has_schema_privilege(%s, 'public', 'CREATE')",
            "USAGE, CREATE ON SCHEMA public",
        ),
        ("mia_app", "has_schema_privilege(%s, 'public', 'USAGE')", "USAGE ON SCHEMA public"),
    )
    return [
        sql.SQL(f"GRANT {right} TO {role}").format(database)
        for role, test, right in wanted
        if role in new or connection.execute(f"SELECT {test}", [role]).fetchone() != (True,)
    ]
