"""How long a request or a long piece of work may ask the database."""

import contextlib
import time
from collections.abc import Callable, Iterator
from typing import Any

from django.db import OperationalError, connection

Execute = Callable[..., Any]


class Deadline:
    """Refuses the next statement when the time is up; wraps each one (Django's execute_wrapper)."""

    def __init__(self, seconds: float) -> None:
        self.ends_at = time.monotonic() + seconds

    def __call__(
        self, execute: Execute, statement: str, params: Any, many: bool, context: dict[str, Any]
    ) -> Any:
        if time.monotonic() > self.ends_at:
            raise OperationalError("the request has asked the database for too long")
        return execute(statement, params, many, context)


@contextlib.contextmanager
def limit(seconds: float) -> Iterator[None]:
    """Within the block, raise OperationalError for a statement that comes too late.

    The web server kills a worker that is silent for 30 seconds, and its reader then gets no page at
    all. A request that has used its time ends before that, with an explanation; nothing of it is
    saved. The longest is `seconds` and one statement more (STATEMENT_TIMEOUT_MS).
    """
    with connection.execute_wrapper(Deadline(seconds)):
        yield


def allow(seconds: int) -> None:
    """Give this transaction as long for each statement, and between two of them."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL statement_timeout = '{seconds}s'")
        cursor.execute(f"SET LOCAL idle_in_transaction_session_timeout = '{seconds}s'")
