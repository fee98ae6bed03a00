"""What waits for a member of staff today."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import BooleanField, ExpressionWrapper
from django.db.models.expressions import RawSQL

from interventions.registry import list_agendas
from mia import audit
from mia.organisation.staff.models import Staff
from participants.agendas import AgendaItem
from participants.enrolments.models import Enrolment
from participants.enrolments.queries import open_or_followed
from participants.seams import QUEUES, Queue
from participants.visibility import responsible_enrolments

# How many cases of a queue the page names; its list has them all.
SHOWN = 5
FIELDS = (
    "pk",
    "participant",
    "participant__given_name",
    "participant__family_name",
    "started_on",
    "is_protected",
)
# Stands for the keys of the enrolments among the parameters of the statement of the queues.
KEYS = "keys"


class WaitingCase(NamedTuple):
    """A case of one's own, as the page of today names it."""

    pk: UUID
    participant: UUID
    given_name: str
    family_name: str
    started_on: date
    is_protected: bool

    def __str__(self) -> str:
        return f"{self.given_name} {self.family_name}"

    def get_absolute_url(self) -> str:
        return f"/deltagare/{self.pk}/"


class TodaysQueue(NamedTuple):
    """A queue with all its cases, those that have waited longest first."""

    slug: str
    label: str
    cases: Sequence[WaitingCase]

    @property
    def shown(self) -> Sequence[WaitingCase]:
        return self.cases[:SHOWN]


class TodaysAgenda(NamedTuple):
    """What the user is to do, all of it."""

    slug: str
    label: str
    items: Sequence[AgendaItem]


def todays_agendas(user: Staff, today: date) -> list[TodaysAgenda]:
    """The agendas that are not empty, in the order of the features. One statement each."""
    agendas: list[TodaysAgenda] = []
    for agenda in list_agendas():
        items = agenda.items(user, today)
        for slug, label in ((agenda.slug, agenda.label), *agenda.parts):
            of_part = [item for item in items if (item.part or agenda.slug) == slug]
            if of_part:
                agendas.append(TodaysAgenda(slug, label, of_part))
    return agendas


def todays_queues(user: Staff, today: date) -> list[TodaysQueue]:
    """The queues that are not empty, in the order of the features. One statement.

    The condition is that of the list of the queue (`/deltagare/?ko=<slug>`), asked of the same
    enrolments, so the number above a queue is the length of its list.
    """
    if not responsible_enrolments(user):
        return []
    cases: dict[str, list[WaitingCase]] = {queue.slug: [] for queue in QUEUES}
    for case, waits in _own_cases(user, today):
        for queue, is_waiting in zip(QUEUES, waits, strict=True):
            if is_waiting:
                cases[queue.slug].append(case)
    queues = []
    for queue in QUEUES:
        if cases[queue.slug]:
            queues.append(TodaysQueue(queue.slug, queue.label, cases[queue.slug]))
    _record_shown(queues)
    return queues


def _own_cases(user: Staff, today: date) -> Iterator[tuple[WaitingCase, Sequence[bool]]]:
    """Each case of one's own, and whether it stands in each queue."""
    statement, params = waiting_statement(tuple(QUEUES), today)
    keys = list(responsible_enrolments(user))
    values = [keys if param == KEYS else param for param in params]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        for row in cursor:
            yield WaitingCase(*row[: len(FIELDS)]), row[len(FIELDS) :]


@lru_cache(maxsize=2)
def waiting_statement(queues: tuple[Queue, ...], today: date) -> tuple[str, tuple[Any, ...]]:
    """Return the SQL that asks of enrolments whether they wait in each of the queues, and its
    parameters, with KEYS where the list of the enrolments' keys is to stand.

    It is the same for everybody all day, and to make it takes longer than to run it.
    """
    conditions = {}
    for queue in queues:
        condition = ExpressionWrapper(queue.condition(today), output_field=BooleanField())
        conditions[f"waits_{queue.slug}"] = condition
    keys = RawSQL("SELECT unnest(%s::uuid[])", (KEYS,))
    enrolments = Enrolment._default_manager.filter(open_or_followed(today), pk__in=keys)
    rows = enrolments.annotate(**conditions).order_by("started_on", "pk")
    statement, params = rows.values_list(*FIELDS, *conditions).query.sql_with_params()
    return statement, params


def _record_shown(queues: list[TodaysQueue]) -> None:
    """Record that the persons who are named were viewed."""
    persons = set()
    for queue in queues:
        persons |= {case.participant for case in queue.shown}
    for person in persons:
        audit.record_view(person)
