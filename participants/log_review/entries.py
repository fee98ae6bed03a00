"""Rows of the access log in the words of those who review it."""

from typing import NamedTuple
from uuid import UUID

from django.utils import timezone
from django.utils.text import capfirst

from mia import audit
from mia.organisation.staff.models import Staff
from participants.log_review import queries
from participants.log_review.queries import LogRow
from participants.people.models import Participant

SYSTEM = "systemet"
NOBODY = "ingen inloggad"


class PersonLabel(NamedTuple):
    """A participant of a row: the name for those who see the person, else the end of the key."""

    key: UUID
    label: str

    @property
    def log_address(self) -> str:
        """Where the rows about the participant are: built, since a page has some hundred."""
        return f"/logg/deltagare/{self.key}/"


class Entry(NamedTuple):
    """One row as the page shows it. `more` persons are not shown by name."""

    row: LogRow
    at: str
    staff: str
    act: str
    persons: list[PersonLabel]
    more: int


def entries_of(user: Staff, rows: list[LogRow]) -> list[Entry]:
    """The rows with names: three statements, however many there are."""
    names = queries.names_of_staff(rows)
    keys = {key for row in rows for key in row.persons}
    visible = queries.visible_persons(user, keys)
    entries = []
    for row in rows:
        persons = [label_of(key, visible) for key in row.persons]
        act = capfirst(audit.Action(row.action).label)
        more = row.person_count - len(persons)
        at = f"{timezone.localtime(row.at):%Y-%m-%d %H:%M}"
        entries.append(Entry(row, at, _name_of(row.actor, names), act, persons, more))
    return entries


def label_of(key: UUID, visible: dict[UUID, Participant]) -> PersonLabel:
    person = visible.get(key)
    if person is not None:
        return PersonLabel(key, str(person))
    return PersonLabel(key, f"deltagare …{key.hex[-6:]}")


def _name_of(actor: int | None, names: dict[int, str]) -> str:
    if actor is None:
        return NOBODY
    return names.get(actor, SYSTEM)
