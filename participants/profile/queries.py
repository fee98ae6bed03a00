"""How many personal numbers a user has been shown."""

from datetime import datetime

from django.db import connection

from mia.core import sql


def count_own_reveals(since: datetime | None) -> int:
    """Return how many numbers the actor of the unit of work has been shown in the last hour, or
    since `since` if that is later.

    From the access log, which nobody can change. The actor's next transaction that asks waits until
    this one has ended.
    """
    with connection.cursor() as cursor:
        cursor.execute(sql.load("participants.profile", "count_own_reveals.sql"), {"since": since})
        count: int = cursor.fetchone()[0]
    return count
