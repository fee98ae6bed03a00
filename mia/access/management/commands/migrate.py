"""`migrate`, so that nobody waits behind it for long (docs/operations.md, "Migrations")."""

import time
from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import OperationalError, connections
from psycopg.errors import DeadlockDetected, LockNotAvailable

from mia.core import migration_state

LOCK_TIMEOUT_MS = 2000
TRIES = 30
PAUSE = 2.0  # seconds between two tries; those who queued behind the last one pass meanwhile


class Command(migrate.Command):
    """Django's command, tried again as long as a table is in use.

    A change of a table waits for every reader of it, and whoever comes later waits behind the
    change. So it waits two seconds, lets the others pass and tries again. Each migration is one
    transaction: those that are applied stay so, and the one that waited left nothing.
    """

    def handle(self, *args: Any, **options: Any) -> None:
        for number in range(1, TRIES + 1):
            try:
                _limit_waiting(options["database"])
                with migration_state.quick():
                    super().handle(*args, **options)
                return
            except OperationalError as error:
                if not isinstance(error.__cause__, LockNotAvailable | DeadlockDetected):
                    raise
                self.stderr.write(f"A table is in use; nothing was changed (try {number}).")
            time.sleep(PAUSE)
        raise CommandError(
            "A table has been in use all the time: end long reports and imports "
            "(pg_stat_activity shows them) and run migrate again."
        )


def _limit_waiting(database: str) -> None:
    with connections[database].cursor() as cursor:
        cursor.execute(f"SET lock_timeout = {LOCK_TIMEOUT_MS}")
