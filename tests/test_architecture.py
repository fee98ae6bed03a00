"""What docs/architecture.md says and a machine can check."""

import ast
import re

import pytest
from django.apps import apps
from django.db import connection
from django.urls import URLPattern, get_resolver

from mia.access.roles import Permission
from mia.core.retention import RULES
from tests import source

# From the bottom up: foreign keys point down this list.
APPS = ["audit", "access", "organisation", "jobs", "participants", "interventions", "reporting"]
OURS = [model for model in apps.get_models() if model._meta.app_label in APPS]
EVENTS = [model for model in OURS if hasattr(model, "pgh_tracked_model")]
MODELS = [model for model in OURS if model not in EVENTS]

OPEN_ROUTES = {
    "account_login",
    "account_logout",
    "sign_on",
    "sign_on_answer",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "alive",
    "ready",
    "accessibility",
    "interventions:feed",
}


def routes(resolver=None, namespace=""):
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name or entry.pattern}", entry.callback
        else:
            yield from routes(
                entry, f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            )


def test_everything_needs_a_login_but_the_routes_named_here():
    unlocked = {name for name, view in routes() if getattr(view, "login_required", True) is False}
    assert unlocked <= OPEN_ROUTES, "a new open route: is it meant?"


def test_views_go_through_an_access_check():
    """A view never says `.objects`: it reads through an access check or a named query."""
    through = [
        f"{source.name(path)}:{node.lineno}"
        for path in source.modules("views")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute)
        and node.attr in {"objects", "_default_manager", "_base_manager"}
    ]
    assert not through


def test_sql_about_participants_reads_report_views():
    """A `.sql` statement that runs for a person reads no table of theirs: QuerySets do, which have
    the visibility filter.

    Database objects (`<app>/sql/`) are checked by the tests of row-level security, imports run as
    the system.
    """
    reads = re.compile(r"\b(FROM|JOIN) (participants|interventions)_")
    statements = [
        path for app in source.APPS for path in (source.ROOT / app).rglob("*/*/sql/*.sql")
    ]
    unfiltered = {source.name(path) for path in statements if reads.search(path.read_text())}
    assert {name for name in unfiltered if not name.startswith(RUN_AS_SYSTEM)} == set()


RUN_AS_SYSTEM = ("interventions/imports/sql/",)


def test_a_lock_on_a_row_lets_others_refer_to_it():
    """FOR UPDATE waits for everybody who inserts a row that refers to this one, an import too."""
    strict = [
        source.name(path)
        for path in source.modules()
        if re.search(r"select_for_update\((?!.*no_key=True)", path.read_text())
    ]
    assert not strict


def public_actions():
    for path in source.modules("actions"):
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                yield pytest.param(node, id=f"{source.name(path)}:{node.name}")


@pytest.mark.parametrize("action", list(public_actions()))
def test_every_action_says_who_and_leaves_an_audit_record(action):
    assert "by" in {argument.arg for argument in action.args.kwonlyargs}
    calls = {ast.unparse(node.func) for node in ast.walk(action) if isinstance(node, ast.Call)}
    assert "audit.record_event" in calls


def test_every_declared_permission_is_used():
    used = {
        match
        for path in source.modules()
        if path.name != "roles.py"
        for match in re.findall(r"Permission\.([A-Z_]+)", path.read_text())
    }
    assert {permission.name for permission in Permission} <= used


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_foreign_keys_point_down(model):
    for field in model._meta.get_fields():
        if field.is_relation and field.concrete:
            target = field.related_model._meta.app_label
            assert APPS.index(target) <= APPS.index(model._meta.app_label), field


def reaches(model, seen=()):
    """Does a row of this model belong to a participant?"""
    if model.__name__ == "Participant":
        return True
    targets = {field.related_model for field in model._meta.fields if field.is_relation} - {
        model,
        *seen,
    }
    return any(reaches(target, (*seen, model)) for target in targets)


PERSONAL = [model for model in MODELS if reaches(model)]
# Keys and bookkeeping: of nobody.
NEITHER = {
    "id",
    "participant",
    "kept",
    "absorbed",
    "enrolment",
    "contact",
    "placement",
    "work",
    "rehabilitation_goal",
    "step",
    "referral",
    "delprojekt",
    "project",
    "run",
    "first_on",
    "ordinal",
    "version",
    "registered_at",
    "registered_by",
    "corrected_at",
    "corrected_by",
    "replaced_on",
    "disposed_on",
    "reviewed_at",
    "reviewed_by",
    "withdrawn_at",
    "withdrawn_by",
}


@pytest.mark.parametrize("model", PERSONAL, ids=lambda model: model.__name__)
def test_every_field_about_a_participant_is_classified(model):
    fields = {field.name for field in model._meta.fields}
    assert model.personal.isdisjoint(model.sensitive)
    assert fields - NEITHER == model.personal | model.sensitive
    assert model.retention in RULES


@pytest.mark.django_db
def test_every_table_about_a_participant_has_its_policies():
    """Row-level security on, a restrictive policy (history: a select policy), all bound to mia_app,
    never forced.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, c.relrowsecurity, c.relforcerowsecurity,"
            " coalesce(bool_or(NOT p.polpermissive), false),"
            " coalesce(bool_and(p.polroles <> '{0}'), false)"
            " FROM pg_class c LEFT JOIN pg_policy p ON p.polrelid = c.oid"
            " WHERE c.relkind = 'r' GROUP BY c.oid"
        )
        tables = {row[0]: row[1:] for row in cursor.fetchall()}
    for model in PERSONAL:
        assert tables[model._meta.db_table] == (True, False, True, True), model
    for model in EVENTS:
        if model.pgh_tracked_model in PERSONAL:
            assert tables[model._meta.db_table][0], model


@pytest.mark.django_db
def test_every_view_that_runs_as_its_owner_asks_who_reads():
    """A view past the policies has its own condition on the reader, behind a security barrier."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, c.reloptions, pg_get_viewdef(c.oid)"
            " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE c.relkind = 'v' AND n.nspname = 'public'"
        )
        views = cursor.fetchall()
    assert views
    for name, options, definition in views:
        assert "security_barrier=true" in (options or []), name
        assert re.search(r"delprojekt_with\(.*'(see_figures|export_persons)'", definition), name
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT has_table_privilege('mia_app', %s, 'INSERT, UPDATE, DELETE')",
                [f"public.{name}"],
            )
            assert cursor.fetchone() == (False,), f"{name}: a report view is read only"


@pytest.mark.django_db
def test_the_application_cannot_change_the_logs_or_read_the_key():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
            " AND (tablename LIKE '%event' OR tablename IN ('audit_accesslog', 'audit_seal'))"
            " AND (has_table_privilege('mia_app', 'public.' || tablename, 'UPDATE')"
            " OR has_table_privilege('mia_app', 'public.' || tablename, 'DELETE')"
            " OR has_table_privilege('mia_app', 'public.' || tablename, 'TRUNCATE'))"
        )
        assert not cursor.fetchall()
        cursor.execute("SELECT has_table_privilege('mia_app', 'app.secret', 'SELECT')")
        assert cursor.fetchone() == (False,)
        cursor.execute(
            "SELECT rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = 'mia_app'"
        )
        assert cursor.fetchone() == (False, False, False)


def test_no_clock_below_the_view():
    """`today` is an argument: only views, middleware, commands and the unit of work ask what day it
    is.
    """
    asking = re.compile(
        r"timezone\.(now\(|localdate\(|localtime\(\))|date\.today\(|datetime\.now\("
    )
    allowed = {
        "views",
        "commands",
        "middleware",
        "identity",
        "adapters",
        "demo",
        "serve",
        "postgres",
        "session_store",
        "housekeeping_tasks",
    }
    found = [
        f"{source.name(path)}"
        for path in source.modules()
        if asking.search(path.read_text()) and not allowed & {*path.parts, path.stem}
    ]
    assert set(found) <= {"mia/organisation/staff/models.py"}, (
        "the scope of a user is of today; nothing else is"
    )


def test_models_know_no_request():
    for path in source.modules("models"):
        assert not re.search(
            r"django\.(http|shortcuts|contrib\.messages)|logging", path.read_text()
        ), path
