"""What the tests of the replica run in a process of its own, whose settings name the servers."""

import logging
import time
from contextlib import ExitStack, closing
from unittest import mock

import psycopg
import pytest
from django.db import Error, OperationalError, connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from mia.access import identity, replica
from mia.organisation.delprojekt.models import Delprojekt, Forbund
from mia.organisation.staff.models import Staff
from tests import cast
from tests.factories import case

SYSTEM, NOBODY = "system", "nobody"
WHERE = "SELECT pg_is_in_recovery()"


class CollectedWarnings(logging.Handler):
    """What was logged while one call ran."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.messages = []

    def emit(self, record):
        self.messages.append(record.getMessage())


def call(function, *words, rested=True):
    """The function's answer and what it warned of; `rested`: as if the pause after a failure were
    over.
    """
    if rested:
        replica._pause.until = 0.0
    handler = CollectedWarnings()
    replica.logger.addHandler(handler)
    try:
        return function(*words), handler.messages
    finally:
        replica.logger.removeHandler(handler)


def acting(name):
    actor = {SYSTEM: identity.SYSTEM, NOBODY: None}.get(name)
    if name not in (SYSTEM, NOBODY):
        actor = Staff.objects.get(username=name).pk
    return identity.acting_as(actor, source="prov")


def aliases():
    return list(connections)


def world():
    with acting(SYSTEM):
        cast.world()


def enrol(family_name):
    with acting(SYSTEM):
        case(
            Delprojekt.objects.get(code="OS"),
            Staff.objects.get(username="anna"),
            family_name=family_name,
        )


def ask(name, *statements):
    """All in one unit of work."""
    with acting(name):
        return [replica.fetch(statement, {}) for statement in statements]


def ask_as_if(old, new, *statements):
    """With another answer from the primary about how far it has come."""
    assert old in replica._POSITION
    with mock.patch.object(replica, "_POSITION", replica._POSITION.replace(old, new)):
        return ask(SYSTEM, *statements)


def copied(statement):
    with acting(SYSTEM):
        return [row for block in replica.copy(f"COPY ({statement}) TO STDOUT", {}) for row in block]


def left_early():
    """The first of many rows, by a reader who then stops."""
    with acting(SYSTEM):
        rows = replica.copy(
            "COPY (SELECT pg_is_in_recovery(), generate_series(1, 1000000)) TO STDOUT", {}
        )
        with closing(rows):
            return next(rows)[0]


def outside(statement):
    return replica.fetch(statement, {})


def write():
    """What the server says to a write through the alias."""
    try:
        with connections["replica"].cursor() as cursor:
            cursor.execute("UPDATE organisation_forbund SET name = name")
    except Error as error:
        return error.__cause__.sqlstate
    return ""


def own_writes():
    """A unit of work that has read, then written, reads what it wrote."""
    seen = f"{WHERE}, exists (SELECT 1 FROM organisation_forbund WHERE code = 'EGET')"
    with acting(SYSTEM):
        before = replica.fetch(seen, {})
        Forbund.objects.create(code="EGET", name="Eget")
        after = replica.fetch(seen, {})
        transaction.set_rollback(True)
    return before + after


def without_waiting_for_commits():
    with acting(SYSTEM), connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")
        return replica.fetch(WHERE, {})


def switching():
    """Whom one unit of work sees when it is nested, elevated, and after errors: (on the replica,
    people).
    """
    count = f"{WHERE}, (SELECT count(*) FROM participants_enrolment)"
    found = []

    def look():
        found.extend(replica.fetch(count, {}))

    with acting("admin") as work:
        look()
        with identity.elevated(work):
            look()
        look()
        with ExitStack() as stack:
            stack.enter_context(pytest.raises(ValueError, match="fel"))
            stack.enter_context(acting(SYSTEM))
            look()
            raise ValueError("fel")
        look()
    return found


REMAINS = """
SELECT pg_backend_pid(), coalesce(current_setting('app.token', true), ''),
       coalesce(current_setting('app.scope', true), ''), current_setting('statement_timeout'),
       current_setting('transaction_isolation')
"""


def remains(how):
    """On the replica's connection inside a unit of work that ends like this, and after it."""
    inside = []
    try:
        with acting("anna") as work:
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL statement_timeout = '77s'")
            inside = replica.fetch(REMAINS, {})
            if how == "error":
                raise ValueError(how)
            with acting(SYSTEM), identity.elevated(work):
                replica.fetch(REMAINS, {})
                if how == "nested error":
                    raise ValueError(how)
    except ValueError:
        pass
    with connections["replica"].cursor() as cursor:
        cursor.execute(REMAINS)
        return [*inside, *cursor.fetchall()]


def too_slow():
    """A statement that takes too long ends on the replica when the primary's limit is reached:
    seconds, error.
    """
    began = time.monotonic()
    try:
        with acting(SYSTEM), connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = '200ms'")
            replica.fetch("SELECT pg_sleep(5)", {})
    except OperationalError as error:
        return time.monotonic() - began, error.__cause__.sqlstate
    return time.monotonic() - began, ""


def one_snapshot(primary):
    """Rows seen by two statements of a unit of work, and by the next one, when one comes in
    between.
    """
    count = f"{WHERE}, (SELECT count(*) FROM probe)"
    with acting(SYSTEM):
        first = replica.fetch(count, {})
        with psycopg.connect(primary, autocommit=True) as server:
            server.execute("INSERT INTO probe VALUES (1)")
        ask_elsewhere(count)
        second = replica.fetch(count, {})
    return [*first, *second, *ask(SYSTEM, count)[0]]


def ask_elsewhere(statement):
    """Wait until the replica has what the primary has, on a connection of one's own."""
    with acting(NOBODY), connection.cursor() as cursor:
        cursor.execute(replica._POSITION)
        position = cursor.fetchone()[1]
    other = connections.create_connection("replica")
    replica._wait_until_replayed(other, position)
    other.close()


def cancelled(primary, standby):
    """A reader whose rows are cleaned away on the primary, on a replica that does not wait: before
    and after.
    """
    look = f"{WHERE}, (SELECT count(*) FROM probe)"
    with acting(SYSTEM):
        ((_, rows), pid) = (
            replica.fetch(look, {})[0],
            replica.fetch("SELECT pg_backend_pid()", {})[0][0],
        )
        with psycopg.connect(primary, autocommit=True) as server:
            server.execute("DELETE FROM probe")
            server.execute("VACUUM probe")
        with psycopg.connect(standby, autocommit=True) as server:
            for _ in range(500):
                if not server.execute(
                    "SELECT 1 FROM pg_stat_activity WHERE pid = %s", [pid]
                ).fetchone():
                    break
                time.sleep(0.01)
        return rows, replica.fetch(look, {})


# What the application runs is not shown there, only that it is connected.
END_COPY = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'mia_login'"


def cut_in_the_middle(standby):
    """The replica goes away when some rows have been handed out: rows, and the kind of error."""
    handed_out = 0
    try:
        with acting(SYSTEM):
            sql = "COPY (SELECT repeat('x', 1000) FROM generate_series(1, 200000)) TO STDOUT"
            for _ in replica.copy(sql, {}):
                if not handed_out:
                    with psycopg.connect(standby, autocommit=True) as server:
                        server.execute(END_COPY)
                handed_out += 1
    except OperationalError:
        return handed_out, "OperationalError"
    return handed_out, ""


def queries():
    """Statements of one fetch on the primary, beside those of the unit of work."""
    with acting(SYSTEM), CaptureQueriesContext(connection) as captured:
        replica.fetch("SELECT 1", {})
    return [query["sql"] for query in captured]
