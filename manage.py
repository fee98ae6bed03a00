#!/usr/bin/env python
"""Django's commands, on the database of DATABASE_URL, or on the embedded one."""

import os
import signal
import sys
from types import FrameType

# Everything else runs as mia_app, which owns nothing and obeys every policy; MIA_DB_ROLE
# decides when it is set.
OWNER_COMMANDS = {
    "migrate",
    "makemigrations",
    "sqlmigrate",
    "showmigrations",
    "optimizemigration",
    "squashmigrations",
    "createcachetable",
    "pgtrigger",
    "test",
    "flush",
    "sqlflush",
    "restore",
    "rotate_keys",
}
BACKUP_COMMANDS = {"backup"}
# What serves does not stay root
SERVING = {"worker"}
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


def exit_in_good_order(number: int, _: FrameType | None) -> None:
    """End by an exception, so that the embedded database is stopped."""
    sys.exit(128 + number)


def role_of(command: str) -> str:
    """The database role that the command runs as."""
    if command in OWNER_COMMANDS:
        return "owner"
    return "backup" if command in BACKUP_COMMANDS else "app"


def main() -> None:
    """Start the database that the command needs, and run the command."""
    if sys.version_info < (3, 11):  # noqa: UP036 - an older Python must give a sentence
        sys.exit(
            "MIA needs Python 3.11 or newer: run `make setup`, then .venv/bin/python manage.py."
        )
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, exit_in_good_order)
    command = sys.argv[1] if len(sys.argv) > 1 else ""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mia.settings")
    os.environ.setdefault("MIA_DB_ROLE", role_of(command))
    try:
        # Imported here, where a missing package can be named in a sentence.
        from django.core.management import execute_from_command_line  # noqa: PLC0415 - see above

        from mia.server import embedded, privileges  # noqa: PLC0415 - see above
    except ModuleNotFoundError as error:
        sys.exit(
            f"The package {error.name} is not installed: run `make setup`, "
            "then .venv/bin/python manage.py."
        )
    if command not in WITHOUT_DATABASE:
        try:
            embedded.ensure(with_roles=command in {"migrate", "test"})
            if command in SERVING:
                privileges.drop(embedded.data_dir())
        except embedded.EmbeddedError as error:
            sys.exit(str(error))
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
