"""Connections as the application has them: logged in as mia_login, with real commits.

The tests themselves are connected as the owner, inside a transaction that is rolled back.
"""

import contextlib
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
from django.db import connection, connections

OWNER_ROLE = re.compile(r"role=mia_owner\b")


def wrapper(login: str = "mia_login") -> Any:
    """A connection of Django's to the test database, as the settings make one for the program."""
    application = connections.create_connection("default")
    options = {**application.settings_dict["OPTIONS"]}
    options["options"] = OWNER_ROLE.sub("role=mia_app", options["options"])
    application.settings_dict = {
        **application.settings_dict,
        "USER": login,
        "OPTIONS": options,
    }
    return application


def run(work: Callable[[], Any], login: str = "mia_login") -> Any:
    """What `work` returns, run in a thread of its own where the application's connection is the
    default one.
    """

    def inside() -> Any:
        connections["default"] = wrapper(login)
        try:
            return work()
        finally:
            connections["default"].close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(inside).result(timeout=60)


def ask(statement: str, *parameters: object) -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchone()


def execute(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@contextlib.contextmanager
def owner() -> Iterator[psycopg.Connection]:
    """The owner, with commits of its own."""
    params = connections.create_connection("default").get_connection_params()
    names = ("dbname", "user", "password", "host", "port")
    facts = {name: params[name] for name in names if params.get(name)}
    with psycopg.connect(**facts, autocommit=True) as other:
        yield other
