"""Who works in a delprojekt, with how many cases and hours, and who is away."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, F, Max, Q, QuerySet, Sum, Value
from django.utils.text import capfirst

from interventions.contacts.models import Contact
from interventions.continuity.queries import of_enrolment
from interventions.today.stand_in import (
    Statement,
    any_place,
    fetch,
    roles_in,
    stand_in,
    statement_of,
)
from interventions.workload.queries import (
    MethodLoad,
    Numbers,
    ceilings_on,
    loads_of,
    read_numbers,
)
from mia.access.roles import Permission, Role
from mia.organisation.absences.models import Absence
from mia.organisation.absences.queries import coming_absences, workers_of
from mia.organisation.delprojekt.models import Delprojekt
from mia.organisation.staff.models import Staff
from participants.assignments.models import Assignment
from participants.delprojekt_lists import DelprojektEntry, Watched, entry_of
from participants.enrolments.models import Enrolment

DAYS = 7  # of contacts, today included
MOST_ROWS = 200
CASES, MINUTES = "cases", "minutes"


@dataclass(frozen=True)
class DelprojektWorker:
    """A worker of the delprojekt: cases and contacts there that the user sees.

    `methods` are the loads over every delprojekt, and `others` how many cases more the worker has:
    protected ones, or in another delprojekt. Both are for those who assign staff there.
    """

    staff: Staff
    url: str
    cases: int
    minutes: int
    others: int
    methods: list[MethodLoad]
    absence: Absence | None

    @property
    def time_text(self) -> str:
        return time_text(self.minutes)

    @property
    def load_texts(self) -> list[str]:
        """The methods that have a ceiling, each against it."""
        texts = []
        for load in self.methods:
            if load.ceiling is not None:
                label = capfirst(load.method.label)
                texts.append(f"{label}: {load.cases} av högst {load.ceiling}")
        return texts

    @property
    def full(self) -> list[str]:
        """The methods that have reached their ceiling, for tags."""
        texts = []
        for load in self.methods:
            if load.room == 0:
                state = load.over_text if load.over else "fullt"
                texts.append(f"{capfirst(load.method.label)}: {state}")
        return texts


class ComingAbsence(NamedTuple):
    """Somebody who is away, and what is wrong with the substitute: empty when nothing is."""

    absence: Absence
    has_begun: bool
    problem: str


@dataclass(frozen=True)
class DelprojektStaff:
    """The workers and who is away; `has_ceilings` for those who assign staff there."""

    has_ceilings: bool
    workers: list[DelprojektWorker]
    absences: list[ComingAbsence]


def time_text(minutes: int) -> str:
    """Return hours and minutes in words."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} tim {rest} min" if rest else f"{hours} tim"


def end_of_next_week(today: date) -> date:
    return today + timedelta(days=13 - today.weekday())


def staff_of(user: Staff, watched: Watched) -> DelprojektStaff:
    """Return the workers by name, and who is away now and next week. Five statements, three for
    those who do not assign staff.
    """
    place, today = watched.delprojekt, watched.today
    workers = list(workers_of(place, today))
    coming = coming_absences(place, today).filter(started_on__lte=end_of_next_week(today))
    absences = list(coming)
    away = {row.staff_id: row for row in absences if row.started_on <= today}
    numbers_of = visible_numbers(user, watched)
    assigns = place.pk in user.scope.whole_delprojekt_with(Permission.ASSIGN_STAFF)
    numbers = read_numbers() if assigns else {}
    ceilings = ceilings_on(today) if assigns else {}
    rows = []
    for staff in workers:
        own = numbers[staff.pk] if assigns else Numbers()
        cases = numbers_of.get((staff.pk, CASES), 0)
        row = DelprojektWorker(
            staff=staff,
            url=f"/idag/{place.code}/handlaggare/{staff.pk}/",
            cases=cases,
            minutes=numbers_of.get((staff.pk, MINUTES), 0),
            others=max(own.cases - cases, 0),
            methods=loads_of(own, ceilings),
            absence=away.get(staff.pk),
        )
        rows.append(row)
    coming_rows = with_problems(absences, {staff.pk for staff in workers}, today)
    return DelprojektStaff(assigns, rows, coming_rows)


def with_problems(absences: list[Absence], workers: set[int], today: date) -> list[ComingAbsence]:
    """Return the absences with what is wrong with the substitute of each."""
    rows = []
    for row in absences:
        problem = ""
        if row.substitute_id not in workers:
            problem = "Ersättaren arbetar inte här"
        elif any(overlaps(row, other) for other in absences):
            problem = "Ersättaren är också borta"
        rows.append(ComingAbsence(row, row.started_on <= today, problem))
    return rows


def overlaps(absence: Absence, other: Absence) -> bool:
    """Tell whether the substitute of the first is the one who is away by the other."""
    if other.staff_id != absence.substitute_id:
        return False
    return other.started_on <= absence.ended_on and other.ended_on >= absence.started_on


def open_assignments(user: Staff, watched: Watched) -> QuerySet[Any]:
    """Return who is responsible today for the open cases of the delprojekt that the user sees."""
    is_open = Q(ended_on=None) | Q(ended_on__gte=watched.today)
    enrolments = Enrolment.objects.filter(is_open, delprojekt=watched.delprojekt)
    keys = ArraySubquery(enrolments.order_by().values("pk"))
    rows: QuerySet[Any] = Assignment.objects.visible_to(user).active(watched.today)
    return rows.filter(enrolment__among=keys)


def recent_contacts(user: Staff, watched: Watched) -> QuerySet[Any]:
    """Return the contacts of the last days in the delprojekt that the user sees and whose minutes
    are participation time.
    """
    first = watched.today - timedelta(days=DAYS - 1)
    contacts = Contact.objects.visible_to(user).participation()
    rows: QuerySet[Any] = contacts.between(first, watched.today)
    return rows.filter(delprojekt=watched.delprojekt)


def visible_numbers(user: Staff, watched: Watched) -> dict[tuple[int, str], int]:
    """Return cases and minutes by staff, of what the user sees. One statement."""
    place = watched.delprojekt
    statement = numbers_statement(roles_in(user, place), watched.today, watched.since)
    return {(staff, what): number for staff, what, number in fetch(statement, user, place)}


@lru_cache(maxsize=16)
def numbers_statement(roles: frozenset[Role], today: date, since: datetime) -> Statement:
    """Return the statement of the numbers that the roles let one see."""
    watched, anyone = Watched(any_place(), today, since), stand_in(roles, today)
    cases = open_assignments(anyone, watched).order_by().annotate(what=Value(CASES))
    counted = cases.values("staff", "what").annotate(number=Count("enrolment", distinct=True))
    contacts = recent_contacts(anyone, watched).order_by().annotate(what=Value(MINUTES))
    summed = contacts.values("staff", "what").annotate(number=Sum("minutes"))
    columns = ("staff", "what", "number")
    union = counted.values_list(*columns).union(summed.values_list(*columns), all=True)
    return statement_of(union)


def find_worker(delprojekt: Delprojekt, pk: int, today: date) -> Staff | None:
    """Return somebody who works with participants in the delprojekt today."""
    return workers_of(delprojekt, today).filter(pk=pk).first()


def cases_of(user: Staff, staff: Staff, watched: Watched) -> list[DelprojektEntry]:
    """Return the cases of the worker that are counted, those longest without contact first."""
    own = open_assignments(user, watched).filter(staff=staff)
    rows = Enrolment.objects.visible_to(user).filter(pk__in=own.order_by().values("enrolment"))
    contacts = Contact.objects.participation()
    with_last = rows.annotate(last_on=of_enrolment(contacts, Max("held_on")))
    ordered = with_last.order_by(F("last_on").asc(nulls_first=True), "started_on", "pk")
    entries = []
    for row in ordered.select_related("participant")[:MOST_ROWS]:
        text = "senaste kontakt" if row.last_on else "ingen kontakt än, inskriven"
        entries.append(entry_of(row, text, row.last_on or row.started_on))
    return entries


def contacts_of(user: Staff, staff: Staff, watched: Watched) -> list[Any]:
    """Return the contacts of the worker whose minutes are summed, the latest first."""
    own = recent_contacts(user, watched).filter(staff=staff)
    ordered = own.order_by("-held_on", "-started_at", "pk")
    return list(ordered.select_related("enrolment__participant")[:MOST_ROWS])
