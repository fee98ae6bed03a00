"""What a feature can add to the pages and lists that show many features.

A feature says what it adds in one `FEATURE`, in the `declarations.py` of its own package.
`interventions/registry.py` collects them, `reporting/registry.py` those of the app above too;
docs/adding-a-feature.md shows how.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from typing import Any, Protocol

from django.db.models import Model, OrderBy, Q

from mia.organisation.staff.models import Staff
from participants.agendas import Agenda
from participants.delprojekt_lists import DelprojektList
from participants.demo import DemoStay
from participants.enrolments.models import Enrolment
from participants.extracts import EXTRACT_SECTIONS as EXTRACT_SECTIONS
from participants.extracts import ExtractRow as ExtractRow
from participants.extracts import ExtractSection
from participants.extracts import field_rows as field_rows
from participants.extracts import field_text as field_text
from participants.extracts import period_text as period_text


def everyone(user: Staff, enrolment: Enrolment) -> bool:
    """The rule of a part that all who see the case may see."""
    return True


class DayOrder(IntEnum):
    """In which order the entries of one day happened."""

    START = 0
    EVENT = 1
    CONTACT = 2
    END = 3


@dataclass(frozen=True)
class Tag:
    """A word in a box. `tone` is neutral, good, warn or alert; the text says it all."""

    text: str
    tone: str = "neutral"


@dataclass(frozen=True)
class TimelineEntry:
    """One line of the timeline. `order` is its place among those of the same day.

    With a page of its own (`url`) it has tags, a detail and a note; one that `is_cut` is whole on
    that page.
    """

    on: date
    text: str
    order: DayOrder = DayOrder.EVENT
    url: str = ""
    tags: tuple[Tag, ...] = ()
    detail: str = ""
    note: str = ""
    is_cut: bool = False


@dataclass(frozen=True)
class TimelineSource:
    """Entries of one feature: `entries(user, enrolment, newest)`.

    A source that fills pages returns at most its `newest` last entries, the last one first. Those
    of the other sources stand between them; they are few, and all are returned, in any order.
    """

    entries: Callable[[Staff, Enrolment, int], list[TimelineEntry]]
    fills_pages: bool = False


@dataclass(frozen=True)
class CaseNotice:
    """What must not be missed about a case. `tone` is neutral, warn or alert.

    `url` leads on, with `label` as its text; without one the label is not shown.
    """

    title: str
    text: str = ""
    tone: str = "neutral"
    url: str = ""
    label: str = ""


@dataclass(frozen=True)
class CaseLink:
    """A page about the case, for those it is permitted; `path` follows the case's own URL."""

    label: str
    path: str
    permitted: Callable[[Staff, Enrolment], bool]


@dataclass(frozen=True)
class CasePart:
    """A piece of the case page, shown at once. `template` calls what `data` returns `data`."""

    template: str
    data: Callable[[Staff, Enrolment, date], Mapping[str, object]]
    permitted: Callable[[Staff, Enrolment], bool] = everyone


@dataclass(frozen=True, kw_only=True)
class CaseSection(CasePart):
    """A piece of the case page that is fetched when it is opened, from `delar/<slug>/`."""

    slug: str
    title: str


@dataclass(frozen=True)
class CarriedRows:
    """A few rows of a case that the case page fetches together with the enrolment itself.

    They cost no statement: parts read them from `enrolment.<accessor>.all()`, in this order. There
    are no rows for those whom `permitted` refuses; the model's policy refuses the same. `only`
    leaves out rows that no part of the case page shows. With `with_staff` the name of each row's
    `staff` comes along.
    """

    accessor: str
    model: type[Model]
    order: tuple[str | OrderBy, ...]
    permitted: Callable[[Staff, Enrolment], bool] = everyone
    only: Q = field(default_factory=Q)
    with_staff: bool = False


@dataclass(frozen=True)
class QualityCheck:
    """Facts that look like a mistake: `find(enrolment, today)` returns a sentence about each."""

    find: Callable[[Enrolment, date], list[str]]


@dataclass(frozen=True)
class Queue:
    """Cases that wait for something: counted on the page of today, listed among the participants.

    `waits(today)` is the condition on an enrolment. It is asked of the open enrolments that the
    user sees and is assigned to, of all queues in one statement; the list (`?ko=<slug>`) filters
    the same enrolments by the same condition. With `includes_closed` it is asked of the closed ones
    too: what is to be done after the exit.
    """

    slug: str
    label: str
    waits: Callable[[date], Q]
    includes_closed: bool = False

    def condition(self, today: date) -> Q:
        """Return the condition on an enrolment that somebody is assigned to."""
        if self.includes_closed:
            return self.waits(today)
        return Q(ended_on=None) & self.waits(today)


@dataclass(frozen=True)
class RunningItem:
    """Something that goes on when an enrolment is closed. `ends` proposes that it ends with it."""

    key: str
    label: str
    ends: bool = True


class EndItems(Protocol):
    """Ends those of the feature's items whose keys are named, after the last day."""

    def __call__(
        self, enrolment: Enrolment, keys: Collection[str], *, by: Staff, last_day: date
    ) -> object: ...


@dataclass(frozen=True, kw_only=True)
class ClosingPart:
    """What a feature adds when an enrolment is closed.

    `running(user, enrolment)` are its items that the user may end, which `end` ends in the same
    transaction as the closing. `facts` are exit facts that it already has, for the form to
    propose. `next_steps(enrolment)` says in sentences what comes after.
    """

    running: Callable[[Staff, Enrolment], list[RunningItem]] | None = None
    end: EndItems | None = None
    facts: Callable[[Staff, Enrolment], Mapping[str, object]] | None = None
    next_steps: Callable[[Enrolment], list[str]] | None = None


QUEUES: list[Queue] = []
"""The queues of every feature, in order. InterventionsConfig fills the list when Django starts:
the list of participants lies below the registry and may not import it.
"""

CLOSING: list[ClosingPart] = []
"""What the features add to a closing, in order. Filled as QUEUES."""


class Accepted(Protocol):
    """Writes what an enrolment waited with, once it is accepted by `by`."""

    def __call__(self, enrolment: Enrolment, details: Mapping[str, Any], *, by: Staff) -> None: ...


ACCEPTED: list[Accepted] = []
"""What every feature writes when an enrolment that waited is accepted. Filled as QUEUES."""


MergeCheck = Callable[[Staff, Iterable[Enrolment], Iterable[Enrolment]], list[str]]
MERGE_CHECKS: list[MergeCheck] = []
"""What speaks against a merge: a sentence each. Asked with the enrolments of either registration
that the user sees. Filled as QUEUES.
"""


@dataclass(frozen=True, kw_only=True)
class Feature:
    """Everything that one feature adds, in the order in which it is shown.

    `carried` are rows that several parts of the case page read from the enrolment; they come with
    its statement. `retention` are models whose rows belong to an enrolment and name their rule of
    retention. `demo` draws the rows of one enrolment of the demo county, not saved, each after
    those that it refers to (reporting/demo/). `forms` are pages with a form that the
    case page opens: asked by htmx, they answer with the form alone. `accepted(enrolment, details,
    by)` writes what an enrolment that waited was asked for with (participants/waiting), besides the
    enrolment. `merge_check(user, enrolments, others)` returns what speaks against merging the
    persons of the two (participants/merging).
    """

    urls: str = ""
    carried: CarriedRows | tuple[CarriedRows, ...] | None = None
    notices: Callable[[Staff, Enrolment, date], list[CaseNotice]] | None = None
    facts: tuple[CasePart, ...] = ()
    forms: tuple[CaseLink, ...] = ()
    sections: tuple[CaseSection, ...] = ()
    links: tuple[CaseLink, ...] = ()
    timeline: tuple[TimelineSource, ...] = ()
    quality: tuple[QualityCheck, ...] = ()
    queues: tuple[Queue, ...] = ()
    agendas: tuple[Agenda, ...] = ()
    delprojekt_lists: tuple[DelprojektList, ...] = ()
    closing: ClosingPart | None = None
    extract: tuple[ExtractSection, ...] = ()
    retention: tuple[type[Model], ...] = ()
    demo: Callable[[DemoStay], Iterable[Model]] | None = None
    accepted: Accepted | None = None
    merge_check: MergeCheck | None = None
