"""Who has a personal number."""

from typing import NamedTuple
from uuid import UUID

from django.db import connection

from mia.core import sql


class NumberHolder(NamedTuple):
    """The person who has or had a number; nothing is said of who it is."""

    key: UUID
    is_protected: bool


def person_with_number(number: str) -> NumberHolder | None:
    """Return who has or had the number, also when the user does not see the person."""
    statement = sql.load("participants.people", "person_with_number.sql")
    with connection.cursor() as cursor:
        cursor.execute(statement, {"number": number})
        row = cursor.fetchone()
    if row is None or row[0] is None:
        return None
    return NumberHolder(*row)
