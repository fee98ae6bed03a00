"""What a feature lists on the page of today, one line for each thing to do."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from mia.organisation.staff.models import Staff


@dataclass(frozen=True, kw_only=True)
class AgendaItem:
    """Something of one case that the user is to do. `url` leads to it.

    `done_path` is where it is marked as done: sent at once, or, when `asks_first`, a form that is
    opened. `snooze_path` puts it off until tomorrow; empty when it cannot be put off. `part` is the
    slug of the part of its agenda that it stands in, empty for the first.
    """

    enrolment: UUID
    participant: str
    is_protected: bool
    text: str
    when: str
    url: str
    is_late: bool = False
    done_path: str = ""
    done_label: str = "Klart"
    asks_first: bool = False
    snooze_path: str = ""
    part: str = ""


@dataclass(frozen=True)
class Agenda:
    """What the user is to do, one by one, on the page of today: `items(user, today)`, in order.

    The number beside its label is the length of the list. Whose rows are returned is recorded.
    `parts` are slugs and labels of what stands apart below it, though it is read together.
    """

    slug: str
    label: str
    items: Callable[[Staff, date], list[AgendaItem]]
    parts: tuple[tuple[str, str], ...] = ()
