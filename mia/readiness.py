"""What must hold before pages may be shown: the role, the policies, and a disk to write to.

Each check returns sentences without personal data; none of them means ready. `/halsa/redo/` shows
them (mia.views.ready), and docs/operations.md says what to do about each.
"""

import contextlib
import logging
import os
import shutil
import tempfile
import time
from functools import cache
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection

from mia.access import database_roles
from mia.core import sql
from mia.core.database_objects import database_objects
from mia.jobs import housekeeping

logger = logging.getLogger(__name__)
PROBE_BYTES = 65_536
MEGABYTE = 1_000_000
CLOCKS_APART = 30  # seconds; half of what makes a code of the second factor another one


def database_problems() -> list[str]:
    """Return what is wrong with the connection's roles and the policies. Raises Error."""
    problems = database_roles.problems(connection)
    with connection.cursor() as cursor:
        cursor.execute(sql.load("mia", "unguarded_tables.sql"), {"tables": guarded_tables()})
        problems += [f"tabellen {table} saknar sitt åtkomstskydd" for (table,) in cursor.fetchall()]
        cursor.execute(sql.load("mia", "clock.sql"))
        (now,) = cursor.fetchone()
        problems += clock_problems(now, time.time())
    return problems


def clock_problems(database: float, own: float) -> list[str]:
    """Return whether the two machines' clocks are apart: codes and identities go by the time."""
    apart = abs(database - own)
    if apart <= CLOCKS_APART:
        return []
    return [f"klockorna på webbservern och databasen skiljer {apart:.0f} sekunder"]


def late_housekeeping() -> list[str]:
    """Return a sentence for each housekeeping task that has not gone well for two days.

    A warning: pages work, and another server would not be better.
    """
    with connection.cursor() as cursor:
        labels = housekeeping.late_labels(cursor)
    return [f"{label}: har inte gått bra på två dygn, kör worker?" for label in labels]


@cache
def guarded_tables() -> list[str]:
    """Return the tables that have a file of policies (`<app>/sql/policies/`)."""
    tables = []
    for config in apps.get_app_configs():
        if (Path(config.path) / "sql").is_dir():
            policies = [part for part in database_objects(config.name) if part.kind == "policies"]
            tables += [policy.name for policy in policies]
    return sorted(tables)


def storage_problems() -> list[str]:
    """Return whether exports and uploads could not be written, or soon cannot be."""
    folder = Path(settings.MEDIA_ROOT)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write_probe(folder)
        free = shutil.disk_usage(folder).free
    except OSError as error:
        logger.error("readiness: no file can be written: %s", os.strerror(error.errno or 0))
        return ["filer kan inte skrivas"]
    if free < settings.STORAGE_FREE_MB * MEGABYTE:
        return [f"disken för filer har {free // MEGABYTE} MB kvar"]
    return []


def _write_probe(folder: Path) -> None:
    """Write and remove a small file. Raises OSError."""
    handle, name = tempfile.mkstemp(prefix=".redo-", dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(b"\0" * PROBE_BYTES)
    finally:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(name)
