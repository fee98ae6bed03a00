"""The database roles, and what each may in a database. Works on the embedded server and on any
other.

`mia_owner` owns the tables and migrates. The application logs in as `mia_login`, which has no right
but to become `mia_app`; that one owns nothing, obeys every policy and cannot log in, so that what
it stores for itself never counts. What `mia_login` runs is not shown in pg_stat_activity.
`mia_backup` reads everything and changes nothing. They have no passwords: on a server of your own,
give them passwords.
"""

import re

import psycopg

from mia.core import sql
from mia.server import EmbeddedError

OLDEST = 150000


def ensure_roles(conninfo: str) -> None:
    """Make what is missing of the roles and their rights in the database of this connection string
    or URL. Raises EmbeddedError.
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
    version = connection.info.server_version // 10_000
    if connection.info.server_version < OLDEST:
        raise EmbeddedError(
            f"PostgreSQL 15 or newer is needed and DATABASE_URL leads to {version}: upgrade it."
        )
    statements = _missing(connection)
    try:
        with connection.transaction():
            for statement in statements:
                connection.execute(statement)
            if _missing(connection):  # a GRANT without the right to grant may be a mere warning
                raise psycopg.errors.InsufficientPrivilege
    except psycopg.errors.InsufficientPrivilege as error:
        text = " ".join(f"{statement};" for statement in statements)
        raise EmbeddedError(
            "The login in DATABASE_URL may not make the roles that MIA needs: "
            f"as a superuser, run this in the database {connection.info.dbname}: {text}"
        ) from error


def _missing(connection: psycopg.Connection) -> list[str]:
    """The statements that are still needed, in order."""
    rows = connection.execute(sql.load("mia.server", "missing_roles.sql")).fetchall()
    return [statement for (statement,) in rows]
