"""What the application's own connection may do besides: nothing that the next person notices, no
right of its own, and nothing that decides what somebody may see.
"""

import pytest
from django.db import DatabaseError, connection, connections, transaction

from mia.access import identity
from tests.access import application
from tests.access.application import ask, execute

ROLES = ("mia_app", "mia_login")


def fetch(statement, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall()


def test_the_application_logs_in_as_one_role_and_works_as_another(db):
    def work():
        return ask("SELECT session_user::text, current_user::text, current_setting('search_path')")

    assert application.run(work) == ("mia_login", "mia_app", "public,pg_temp")


def test_the_working_role_cannot_log_in_and_the_login_role_has_no_right(db):
    roles = "SELECT rolname, rolcanlogin, rolinherit FROM pg_roles WHERE rolname = ANY (%s)"
    assert set(fetch(roles, list(ROLES))) == {
        ("mia_app", False, True),
        ("mia_login", True, False),
    }
    granted = """
    SELECT c.relname FROM pg_class c CROSS JOIN LATERAL aclexplode(c.relacl) a
    WHERE a.grantee IN (to_regrole('mia_login'), 0) AND c.relnamespace = 'public'::regnamespace
    """
    assert fetch(granted) == []

    def work():
        refused = []
        for statement in (
            "SELECT FROM organisation_staff",
            "SELECT FROM participants_participant",
            "SELECT app.uid()",
            "CREATE TABLE of_the_login (n int)",
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                execute("SET LOCAL ROLE NONE", statement)
            refused.append(statement)
        return len(refused)

    assert application.run(work) == 4


def test_the_application_owns_nothing_and_makes_nothing_that_stays(db):
    owned = """
    SELECT classid::regclass, objid FROM pg_shdepend
    WHERE refobjid = ANY (%s::regrole[]) AND deptype = 'o'
    """
    assert fetch(owned, list(ROLES)) == []
    for role in ROLES:
        for schema in ("public", "app"):
            assert fetch("SELECT has_schema_privilege(%s, %s, 'CREATE')", role, schema) == [
                (False,)
            ]
        may_create = "SELECT has_database_privilege(%s, current_database(), 'CREATE')"
        assert fetch(may_create, role) == [(False,)]


def test_what_a_role_stores_for_itself_does_not_count(db):
    """No role can be kept from changing its own settings: the start of a connection overrides those
    of the login role, and the working role's are never read.
    """

    def poison():
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            execute("SET ROLE NONE", "ALTER ROLE mia_login SET track_activities = on")
        execute(
            "ALTER ROLE mia_app SET search_path = pg_temp",
            "SET ROLE NONE",
            "ALTER ROLE mia_login SET search_path = pg_temp, public",
            "ALTER ROLE mia_login SET role = none",
            "ALTER ROLE mia_login SET row_security = off",
        )

    def look():
        names = ("role", "search_path", "row_security", "track_activities")
        return tuple(ask("SELECT current_setting(%s)", name)[0] for name in names)

    try:
        application.run(poison)
        assert application.run(look) == ("mia_app", "public,pg_temp", "on", "off")
    finally:
        application.run(clean)


def clean():
    """As the roles themselves: what was stored goes; what a superuser has set stays."""
    execute("ALTER ROLE mia_app RESET ALL", "SET ROLE NONE", "ALTER ROLE mia_login RESET ALL")


LEFT_BEHIND = (
    "SET search_path = pg_temp, public",
    "SET row_security = off",
    "SET statement_timeout = 0",
    "SET pghistory.context_metadata = '{}'",
    "SET ROLE NONE",
    "CREATE TEMP TABLE organisation_staff (id int)",
    "SELECT pg_advisory_lock(4711)",
    "LISTEN everything",
    "PREPARE a AS SELECT 1",
    "DECLARE b CURSOR WITH HOLD FOR SELECT 1",
)
LEFT = """
SELECT
    current_setting('role'), current_setting('search_path'), current_setting('row_security'),
    current_setting('statement_timeout'),
    coalesce(current_setting('pghistory.context_metadata', true), ''),
    to_regclass('pg_temp.organisation_staff') IS NULL,
    (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()),
    (SELECT count(*) FROM pg_listening_channels()),
    (SELECT count(*) FROM pg_prepared_statements),
    (SELECT count(*) FROM pg_cursors)
"""


def begin_request():
    """What Django does when a request begins on a connection that is kept."""
    connection.close_if_unusable_or_obsolete()


def test_nothing_that_is_set_outlives_the_request(db):
    def work():
        begin_request()
        backend = ask("SELECT pg_backend_pid()")
        before = ask(LEFT)
        execute(*LEFT_BEHIND)
        assert ask("SELECT to_regclass('pg_temp.organisation_staff') IS NOT NULL") == (True,)
        begin_request()
        assert ask("SELECT pg_backend_pid()") == backend, "the connection is kept"
        return before, ask(LEFT)

    before, after = application.run(work)
    assert before == after
    assert after[0] == "mia_app"


def test_a_unit_of_work_that_begins_a_request_is_cleared_before_it(db):
    """Jobs and commands begin with one; pages with their session."""

    def work():
        begin_request()
        execute("SET search_path = pg_temp, public")
        begin_request()
        with identity.acting_as(None, source="prov"):
            return ask("SELECT current_setting('search_path')")

    assert application.run(work) == ("public,pg_temp",)


def test_a_temporary_table_takes_no_ones_place(db):
    def work():
        with transaction.atomic():
            execute("CREATE TEMP TABLE organisation_forbund (code text)")
            return ask("SELECT count(*) > 0 FROM organisation_forbund")

    assert application.run(work) == (True,)


def test_a_connection_that_cannot_be_cleared_is_not_used(db):
    def work():
        begin_request()
        (first,) = ask("SELECT pg_backend_pid()")
        connections["default"].connection.close()
        begin_request()
        (second,) = ask("SELECT pg_backend_pid()")
        return first != second

    assert application.run(work)
