"""How much waits for each member of staff today."""

from typing import NamedTuple

from django.db import connection

from mia.core import sql


class WaitingWork(NamedTuple):
    """Where to write, and how many meetings and steps wait: no names, no keys."""

    email: str
    meetings: int
    steps: int

    @property
    def text(self) -> str:
        """For example "2 möten och 1 steg"."""
        parts = []
        if self.meetings:
            word = "möte" if self.meetings == 1 else "möten"
            parts.append(f"{self.meetings} {word}")
        if self.steps:
            parts.append(f"{self.steps} steg")
        return " och ".join(parts)


def list_waiting() -> list[WaitingWork]:
    """Return the staff for whom something waits, to the system alone. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(sql.load("interventions.reminders", "work_waiting.sql"))
        return [WaitingWork(*row) for row in cursor.fetchall()]
