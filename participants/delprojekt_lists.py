"""What a feature lists of a whole delprojekt for those who lead it: counted on the page of today,
and listed behind the number.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from mia.access.roles import Permission
from mia.organisation.delprojekt.models import Delprojekt
from mia.organisation.staff.models import Staff


class Part(StrEnum):
    """Where on the page a list stands, in order."""

    WAITING = "waiting"
    ENDING = "ending"
    CHANGED = "changed"


class Watched(NamedTuple):
    """The delprojekt that is looked at, on which day, and since when changes are told."""

    delprojekt: Delprojekt
    today: date
    since: datetime

    @property
    def since_on(self) -> date:
        """The day of `since`. What has a day and no hour began after it, or ended on it."""
        return self.since.date()


@dataclass(frozen=True, kw_only=True)
class DelprojektEntry:
    """A row of a list. `enrolment` is None where there is none yet, as for a referral."""

    participant: str
    url: str
    text: str
    on: date | None = None
    is_protected: bool = False
    enrolment: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class DelprojektList:
    """Rows of a delprojekt: the page of today counts what `rows(user, watched)` returns, and the
    list behind the number shows the same.

    `rows` are filtered by what the user may see. `in_order(rows, watched)` adds what the list
    shows and orders it; `entry(user, row, watched)` says one row. `permission` is needed in the
    delprojekt besides that to see it as a whole.
    """

    slug: str
    label: str
    part: Part
    rows: Callable[[Staff, Watched], QuerySet[Any]]
    in_order: Callable[[QuerySet[Any], Watched], QuerySet[Any]]
    entry: Callable[[Staff, Any, Watched], DelprojektEntry]
    permission: Permission | None = None

    def is_permitted(self, user: Staff, delprojekt: Delprojekt) -> bool:
        return self.permission is None or user.may(self.permission, delprojekt.pk)


DELPROJEKT_LISTS: list[DelprojektList] = []
"""The lists of every feature, in order. Filled as participants.seams.QUEUES; the app above adds to
them.
"""


def entry_of(enrolment: Any, text: str, on: date | None = None) -> DelprojektEntry:
    """Return the entry of an enrolment that is loaded with its participant."""
    return DelprojektEntry(
        participant=str(enrolment.participant),
        url=enrolment.get_absolute_url(),
        text=text,
        on=on,
        is_protected=enrolment.is_protected,
        enrolment=enrolment.pk,
    )
