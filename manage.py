#!/usr/bin/env python
"""Django's commands, on the database that the environment names: the embedded one unless DATABASE_URL is set."""

import os
import signal
import sys

# Everything else runs as mia_app, which owns nothing and obeys every policy. MIA_DB_ROLE=owner overrides.
OWNER_COMMANDS = {
    *(
        "migrate",
        "makemigrations",
        "sqlmigrate",
        "showmigrations",
        "optimizemigration",
        "squashmigrations",
    ),
    *("createcachetable", "pgtrigger", "test", "flush", "sqlflush"),
}
WITHOUT_DATABASE = {
    "",
    "help",
    "--help",
    "-h",
    "version",
    "--version",
    "collectstatic",
    "findstatic",
    "check",
}


def main() -> None:
    if sys.version_info < (3, 11):
        sys.exit(
            "MIA needs Python 3.11 or newer: run `make setup`, then .venv/bin/python manage.py."
        )
    for signum in (
        signal.SIGTERM,
        signal.SIGHUP,
    ):  # so that the embedded database is left in good order
        signal.signal(signum, lambda number, _: sys.exit(128 + number))
    command = sys.argv[1] if len(sys.argv) > 1 else ""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mia.settings")
    os.environ.setdefault("MIA_DB_ROLE", "owner" if command in OWNER_COMMANDS else "app")
    try:
        from django.core.management import execute_from_command_line

        from mia.server import embedded
    except ModuleNotFoundError as error:
        sys.exit(
            f"The package {error.name} is not installed: run `make setup`, then .venv/bin/python manage.py."
        )
    if command not in WITHOUT_DATABASE:
        try:
            embedded.ensure(with_roles=command in {"migrate", "test"})
        except embedded.EmbeddedError as error:
            sys.exit(str(error))
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
