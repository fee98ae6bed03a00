"""The client of the tests: what it asks for is served as the application's database role.

The tests are connected as the owner. A page does its work as mia_app by itself, but session, log-in
and second factor are read before that, and the owner would be let past every policy there.
"""

import contextlib
from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.test import Client


@contextlib.contextmanager
def as_the_application() -> Iterator[None]:
    """On the test's own connection, past Django, which counts statements."""
    driver = connection.connection
    if driver is None or not connection.in_atomic_block:
        yield
        return
    driver.execute("SET ROLE mia_app")
    try:
        yield
    finally:
        driver.execute("RESET ROLE")


class ApplicationClient(Client):
    def request(self, **request: Any) -> Any:
        with as_the_application():
            return super().request(**request)
