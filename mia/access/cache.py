"""Django's cache in the database: JSON only, counted for all processes together.

It holds the rate limits. Django's own DatabaseCache runs what a table holds that the application
may write: whoever can write a row would run code on the server. Here values are JSON, and the table
app.cache is reached through functions only (sql/functions/cache_*.sql).
"""

import json
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import connection
from psycopg.sql import Identifier


class JSONCache(BaseCache):
    """Keys with a time in the table app.cache, in the caller's transaction.

    Values are what JSON can say; any other raises TypeError or ValueError.
    """

    def __init__(self, location: str, params: dict[str, Any]) -> None:
        super().__init__(params)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        text = self._call("cache_get", key, version)
        return default if text is None else json.loads(text)

    def set(
        self,
        key: str,
        value: Any,
        timeout: float | None = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> None:
        content = json.dumps(value, allow_nan=False)
        self._call("cache_put", key, version, content, self._seconds(timeout), False)

    def add(
        self,
        key: str,
        value: Any,
        timeout: float | None = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> bool:
        content = json.dumps(value, allow_nan=False)
        return bool(self._call("cache_put", key, version, content, self._seconds(timeout), True))

    def touch(
        self,
        key: str,
        timeout: float | None = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> bool:
        return bool(self._call("cache_touch", key, version, self._seconds(timeout)))

    def delete(self, key: str, version: int | None = None) -> bool:
        return bool(self._call("cache_delete", key, version))

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        """The new number. Raises ValueError when the key has none."""
        number = self._call("cache_add_to", key, version, delta)
        if number is None:
            raise ValueError(f"Key '{key}' not found")
        return int(number)

    def clear(self) -> None:
        _execute("cache_delete", None)

    def _call(self, function: str, key: str, version: int | None, *arguments: object) -> Any:
        full_key = self.make_and_validate_key(key, version=version)
        return _execute(function, full_key, *arguments)

    def _seconds(self, timeout: float | None) -> float | None:
        """Seconds from now, None for ever."""
        is_default = timeout is DEFAULT_TIMEOUT
        return self.default_timeout if is_default else timeout


def sweep() -> int:
    """Remove what has expired, and return how many values."""
    return int(_execute("cache_sweep"))


def _execute(function: str, *arguments: object) -> Any:
    """What the database's function app.<function> returns."""
    with connection.cursor() as cursor:
        name = Identifier("app", function)
        cursor.callproc(name, arguments)  # type: ignore[arg-type]  # Django's PostgreSQL takes it
        return cursor.fetchone()[0]
