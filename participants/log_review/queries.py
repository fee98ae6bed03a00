"""Named reads of the access log, for those who review it.

The application cannot read the log itself. The database's function app.review_log answers with rows
of those staff whom the user may review, and never the user's own.
"""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from mia.core import sql
from mia.organisation.staff.models import Staff
from participants.log_review.models import LogReview, WatchedParticipant
from participants.people.models import Participant

MOST_ROWS = 100  # on a page
SAMPLE_ROWS = 20
MOST_REVIEWS = 10


@dataclass(frozen=True)
class LogFilter:
    """Which rows: times are from and including `since`, before `until`. With a `seed`, a random
    sample that the same seed draws again.
    """

    selection: str
    staff: int | None
    participant: UUID | None
    since: datetime
    until: datetime
    seed: str | None = None


class LogRow(NamedTuple):
    """A row of the access log. `persons` are at most the first five of `person_count`."""

    id: int
    at: datetime
    actor: int | None
    action: str
    event: str
    route: str
    persons: list[UUID]
    person_count: int


def log_rows(criteria: LogFilter) -> list[LogRow]:
    """The newest rows first, at most MOST_ROWS; or a sample of SAMPLE_ROWS."""
    most = MOST_ROWS
    if criteria.seed:
        most = SAMPLE_ROWS
    rows = _fetch("review_log.sql", {**asdict(criteria), "most": most})
    return [LogRow(*row) for row in rows]


def count_alarms(since: datetime, until: datetime) -> int:
    """How many alarms the user may review, at most 1,000."""
    rows = _fetch("count_alarms.sql", {"since": since, "until": until})
    return int(rows[0][0])


def reviewed_staff() -> QuerySet[Staff]:
    """The staff whose rows the user may review, by name."""
    ((keys,),) = _fetch("reviewed_staff.sql", {})
    return Staff.objects.filter(pk__in=keys).order_by("name", "pk")


def names_of_staff(rows: list[LogRow]) -> dict[int, str]:
    """The names of those who acted. The system, which commands run as, has none."""
    keys = {row.actor for row in rows if row.actor is not None}
    return dict(Staff.objects.filter(pk__in=keys).values_list("pk", "name"))


def visible_persons(user: Staff, keys: set[UUID]) -> dict[UUID, Participant]:
    """Those of the participants whom the user sees; the view is recorded."""
    visible = Participant.objects.visible_to(user).filter(pk__in=keys)
    return {person.pk: person for person in visible}


def last_reviews() -> QuerySet[LogReview]:
    """The newest reviews that the user may see."""
    reviews = LogReview.objects.select_related("reviewed_by").order_by("-reviewed_at")
    return reviews[:MOST_REVIEWS]


def watched(participant: UUID) -> WatchedParticipant | None:
    return WatchedParticipant.objects.filter(participant=participant).first()


def access_rows(enrolment: UUID, only_action: str | None, most: int) -> list[tuple[Any, ...]]:
    """Who has read or changed what about the person of an enrolment that the user sees."""
    params = {"enrolment": enrolment, "only_action": only_action, "most": most}
    return _fetch("accesses_of.sql", params)


def _fetch(name: str, params: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql.load("participants.log_review", name), params)
        return cursor.fetchall()
