"""Sessions in the database, reached by their key only.

The key of a session is all that its browser shows to be let in, so the application may not read the
table: it goes through functions (mia/organisation/sql/functions/session_*.sql), and parameters are
sent beside the statement, where nobody else sees them.
"""

from datetime import datetime
from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import CreateError, UpdateError
from django.db import connection
from django.utils import timezone

from mia.access import tokens


class SessionStore(db.SessionStore):
    """Django's session store on the functions app.session_…; one statement for each act."""

    def load(self) -> dict[str, Any]:
        """The content, empty when there is no such session; then the key is forgotten too."""
        content = _call("SELECT app.session_load(%s, %s)", self.session_key, timezone.now())
        if content is None:
            self._session_key = None
            return {}
        return self.decode(content)

    def exists(self, session_key: str) -> bool:
        return bool(_call("SELECT app.session_exists(%s)", session_key))

    def save(self, must_create: bool = False) -> None:
        """Raises CreateError when the key is taken, UpdateError when the session has ended."""
        if self.session_key is None:
            self.create()
            return
        session = self._get_session  # type: ignore[attr-defined]  # not in the stubs
        content = self.encode(session(no_load=must_create))
        statement = "SELECT app.session_save(%s, %s, %s, %s)"
        expires = self.get_expiry_date()
        if not _call(statement, self.session_key, content, expires, must_create):
            raise CreateError if must_create else UpdateError

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key is not None:
            _call("SELECT app.session_delete(%s)", key)

    @classmethod
    def clear_expired(cls) -> None:
        _call("SELECT app.sessions_clear()")


def _call(statement: str, *parameters: str | bool | datetime | None) -> Any:
    with tokens.bound_cursor(connection) as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchone()[0]
