"""The files in <app>/sql say what the database has: no object without a file, no file without its
object, and the schema rebuilt from the files is the migrated one.
"""

import re

import pytest
from django.core.management import call_command
from django.db import connection

from mia.access.models import RolePermission
from mia.access.roles import ROLES, Permission
from mia.core import database_objects

pytestmark = pytest.mark.django_db
APPS = [
    "mia.audit",
    "mia.access",
    "mia.organisation",
    "mia.jobs",
    "participants",
    "interventions",
    "reporting",
]
OBJECTS = [one for app in APPS for one in database_objects.database_objects(app)]

FUNCTIONS = (
    "SELECT proname, pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'app'::regnamespace"
)
VIEWS = """
SELECT c.relname, pg_get_viewdef(c.oid) || coalesce(c.reloptions::text, '')
FROM pg_class c WHERE c.relkind = 'v' AND c.relnamespace = 'public'::regnamespace
"""
# Django makes pghistory's own triggers (pgtrigger_…), and procrastinate those of its tables.
TRIGGERS = """
SELECT tgrelid::regclass::text || ' ' || tgname, pg_get_triggerdef(oid) FROM pg_trigger
WHERE NOT tgisinternal AND NOT starts_with(tgname, 'pgtrigger_')
  AND NOT starts_with(tgrelid::regclass::text, 'procrastinate_')
"""
POLICIES = """
SELECT tablename || ' ' || policyname, concat_ws('|', permissive, roles, cmd, qual, with_check)
FROM pg_policies WHERE schemaname = 'public'
"""
# Those that no column, index or constraint calls, once triggers, views and policies are gone.
UNUSED_FUNCTIONS = """
SELECT p.oid::regprocedure::text FROM pg_proc p
WHERE pronamespace = 'app'::regnamespace
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.refobjid = p.oid AND d.deptype IN ('n', 'a'))
"""
SECURED = """
SELECT relname, relrowsecurity::text || relforcerowsecurity::text FROM pg_class
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
"""
KINDS = {"functions": FUNCTIONS, "views": VIEWS, "triggers": TRIGGERS, "policies": POLICIES}


def fetch(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def run(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def schema():
    """Every definition, by kind and name."""
    parts = {**KINDS, "secured": SECURED}
    return {kind: sorted(fetch(statement)) for kind, statement in parts.items()}


def drop_everything():
    """Drop what the files make, but for the functions that a column or an index calls."""
    for name, _ in fetch(VIEWS):
        run(f"DROP VIEW {name}")
    for name, _ in fetch(TRIGGERS):
        table, trigger = name.split()
        run(f"DROP TRIGGER {trigger} ON {table}")
    for name, _ in fetch(POLICIES):
        table, policy = name.split()
        run(f"DROP POLICY {policy} ON {table}")
    for (signature,) in fetch(UNUSED_FUNCTIONS):
        run(f"DROP FUNCTION {signature}")


def test_the_schema_from_the_files_is_the_migrated_one():
    migrated = schema()
    drop_everything()
    assert len(fetch(FUNCTIONS)) <= 3
    run("SET LOCAL check_function_bodies = off")
    for one in OBJECTS:
        run(one.statements)
    assert schema() == migrated


@pytest.mark.parametrize("kind", KINDS)
def test_every_object_has_its_file_and_every_file_its_object(kind):
    names = {name.split()[0] for name, _ in fetch(KINDS[kind])}
    assert names == {one.name for one in OBJECTS if one.kind == kind}


def test_every_table_file_speaks_of_a_table():
    tables = {name for (name,) in fetch("SELECT relname FROM pg_class WHERE relkind = 'r'")}
    assert {one.name for one in OBJECTS if one.kind == "tables"} <= tables


def test_functions_that_see_past_the_policies_fix_their_search_path():
    statement = """
    SELECT proname FROM pg_proc WHERE pronamespace = 'app'::regnamespace AND prosecdef
      AND NOT coalesce(proconfig::text, '') LIKE '%search_path=app, public, pg_temp%'
    """
    assert fetch(statement) == []


def test_the_databases_roles_are_those_of_the_code():
    rows = RolePermission.objects.values_list("role", "permission", "sees_whole_delprojekt")
    expected = {
        (role.value, permission.value, Permission.SEE_DELPROJEKT in info.permissions)
        for role, info in ROLES.items()
        for permission in info.permissions
    }
    assert set(rows) == expected


def test_every_migrate_makes_them_so():
    before = set(RolePermission.objects.values_list("role", "permission"))
    RolePermission.objects.filter(permission=Permission.READ_NOTES).delete()
    RolePermission.objects.create(
        role="case_worker", permission="administer", sees_whole_delprojekt=True
    )
    call_command("migrate", verbosity=0)
    assert set(RolePermission.objects.values_list("role", "permission")) == before


def test_the_application_reads_the_roles_and_never_writes_them():
    statement = "SELECT has_table_privilege('mia_app', 'access_role_permission', '{}')"
    assert fetch(statement.format("SELECT")) == [(True,)]
    assert fetch(statement.format("INSERT, UPDATE, DELETE, TRUNCATE")) == [(False,)]


def test_every_permission_that_a_policy_asks_for_exists():
    """A name with a letter wrong would open nothing, and nobody would see why."""
    calls = re.compile(r"delprojekt_with\(([^()]*)\)")
    permissions = set()
    for one in OBJECTS:
        for arguments in calls.findall(one.statements):
            permissions |= set(re.findall(r"'(\w+)'", arguments))
    assert permissions
    assert permissions <= {permission.value for permission in Permission}
