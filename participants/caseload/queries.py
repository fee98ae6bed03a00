"""The rows of the list of participants."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import F, FilteredRelation, Func, Q, QuerySet, TextField, Value
from django.db.models.functions import Upper

from mia import audit
from mia.core import sql
from mia.organisation.delprojekt.models import active_on
from mia.organisation.staff.models import Staff
from participants.caseload.models import SavedView
from participants.enrolments.models import Enrolment
from participants.enrolments.queries import assigned_to, late_at_exit
from participants.seams import Queue
from participants.visibility import assigned_enrolments, responsible_enrolments

PAGE_SIZE = 50
# What a row reads of its enrolment.
STAY_FIELDS = ("pk", "participant", "delprojekt", "started_on", "ended_on", "is_protected")
NAME_FIELDS = (
    "pk",
    "participant",
    "participant__family_name",
    "participant__given_name",
    "participant__birth_date",
    "participant__birth_year",
    "assigned__staff__name",
)
Stay = tuple[UUID, UUID, int, date, date | None, bool]


class CaseloadPerson(NamedTuple):
    """A person as lists say it: `born` is the birth date, or the year when no more is known."""

    key: UUID
    family_name: str
    given_name: str
    born: str

    def __str__(self) -> str:
        return f"{self.given_name} {self.family_name}"


class CaseloadRow(NamedTuple):
    """An enrolment as lists show it; `responsible` names those assigned to it today."""

    participant: CaseloadPerson
    delprojekt: str
    pk: UUID
    started_on: date
    ended_on: date | None
    is_protected: bool
    responsible: str | None

    def get_absolute_url(self) -> str:
        return f"/deltagare/{self.pk}/"


@dataclass(frozen=True)
class CaseloadSelection:
    """What a list of participants shows.

    `whose` is "mina", "team" or "alla"; `state` "oppna", "avslutade", "alla" or "sena", the late
    ones; `delprojekt` a key, or None for all; `order` "start" or "namn". With a `queue` it shows
    that queue and nothing else.
    """

    whose: str = "mina"
    state: str = "oppna"
    delprojekt: int | None = None
    order: str = "start"
    page: int = 1
    queue: Queue | None = None

    @property
    def first(self) -> int:
        """The number of rows before the page."""
        return (self.page - 1) * PAGE_SIZE


class ProtectedAlias(NamedTuple):
    """All that is shown of a protected person to those who are not assigned to the person."""

    alias: str
    delprojekt: str
    started_on: date
    ended_on: date | None
    staff: str | None


def swedish_order(field: str) -> Func:
    """Return the expression that orders a name as a Swedish list does: Å, Ä and Ö last.

    Each letter gets its place in the old Swedish seven-bit code; accents stand on their letters.
    So no collation has to be installed: by code point Ä would come before Å.
    """
    letters, places = Value("ÅÄÖÉÈËÁÀÜ"), Value(r"[\]EEEAAY")
    name = Upper(F(field))
    return Func(name, letters, places, function="translate", output_field=TextField())


BY_START = (F("started_on").desc(), F("pk").asc())
BY_NAME = (
    swedish_order("participant__family_name"),
    swedish_order("participant__given_name"),
    F("participant").asc(),
    *BY_START,
)


def caseload(
    user: Staff, selection: CaseloadSelection, today: date
) -> tuple[list[CaseloadRow], bool]:
    """Return one page of the list, and whether there is a next one."""
    order = BY_NAME if selection.order == "namn" else BY_START
    enrolments = selected_enrolments(user, selection, today).order_by(*order)
    one_past_page = selection.first + PAGE_SIZE + 1
    stays = list(enrolments.values_list(*STAY_FIELDS)[selection.first : one_past_page])
    rows = rows_of(stays[:PAGE_SIZE], user, today)
    return rows, len(stays) > PAGE_SIZE


def saved_views(user: Staff) -> QuerySet[SavedView]:
    """Return the user's own views, by name."""
    return SavedView.objects.filter(staff=user).order_by("name", "pk")


def selected_enrolments(
    user: Staff, selection: CaseloadSelection, today: date
) -> QuerySet[Enrolment]:
    """Return the enrolments of the selection that the user sees."""
    if selection.queue is not None:
        return assigned_to(user, today).filter(selection.queue.condition(today))
    enrolments: QuerySet[Enrolment] = Enrolment.objects.visible_to(user)
    if selection.whose == "mina":
        enrolments = enrolments.filter(pk__among=responsible_enrolments(user))
    elif selection.whose == "team":
        enrolments = enrolments.filter(pk__among=assigned_enrolments(user))
    if selection.state == "oppna":
        enrolments = enrolments.filter(Q(ended_on=None) | Q(ended_on__gte=today))
    elif selection.state == "avslutade":
        enrolments = enrolments.filter(ended_on__lt=today)
    elif selection.state == "sena":
        enrolments = enrolments.filter(late_at_exit(today))
    delprojekt = selection.delprojekt
    if delprojekt is None and len(user.current_delprojekt) == 1:
        # Changes no row, but outside the "or" of the visibility filter an index can be used.
        delprojekt = user.current_delprojekt[0].pk
    if delprojekt is not None:
        enrolments = enrolments.filter(delprojekt=delprojekt)
    return enrolments


def rows_of(stays: Sequence[Stay], user: Staff, today: date) -> list[CaseloadRow]:
    """Return enrolments that the user sees as rows, and record that they were viewed.

    Who sees an enrolment sees its person and who is assigned to it: those are read by key, for the
    enrolments of the page only, because their policies cost more than the page.
    """
    persons, responsible = read_names([stay[0] for stay in stays], today)
    delprojekt_names = {place.pk: place.name for place in user.current_delprojekt}
    rows = []
    for pk, participant, delprojekt, started_on, ended_on, is_protected in stays:
        audit.record_view(participant)
        row = CaseloadRow(
            participant=persons[pk],
            delprojekt=delprojekt_names[delprojekt],
            pk=pk,
            started_on=started_on,
            ended_on=ended_on,
            is_protected=is_protected,
            responsible=", ".join(responsible[pk]) or None,
        )
        rows.append(row)
    return rows


def read_names(
    keys: Collection[UUID], today: date
) -> tuple[dict[UUID, CaseloadPerson], dict[UUID, list[str]]]:
    """Return, by enrolment, the person and the names of those assigned today, the first one first.

    The caller has checked that the enrolments are visible.
    """
    assigned = FilteredRelation("assignments", condition=active_on(today, "assignments__"))
    names = Enrolment.objects.filter(pk__in=keys).annotate(assigned=assigned)
    persons: dict[UUID, CaseloadPerson] = {}
    responsible: dict[UUID, list[str]] = defaultdict(list)
    for pk, person, family, given, birth_date, birth_year, staff in names.order_by(
        "assigned__started_on", "assigned__pk"
    ).values_list(*NAME_FIELDS):
        persons[pk] = CaseloadPerson(person, family, given, str(birth_date or birth_year))
        if staff is not None:
            responsible[pk].append(staff)
    return persons, responsible


def protected_aliases(
    user: Staff, selection: CaseloadSelection
) -> tuple[list[ProtectedAlias], bool]:
    """Return a page of protected persons whose alias the user sees, and whether there is a next.

    They stand in the list of all, not in the list of one's own or one's team's.
    """
    is_late_list = selection.state == "sena"  # of exit facts, which an alias does not have
    if selection.whose != "alla" or selection.queue is not None or is_late_list:
        return [], False
    params = {
        "delprojekt": selection.delprojekt,
        "state": selection.state,
        "row_limit": PAGE_SIZE + 1,
        "row_offset": selection.first,
    }
    with connection.cursor() as cursor:
        cursor.execute(sql.load("participants.caseload", "protected_aliases.sql"), params)
        rows = cursor.fetchall()
    delprojekt_names = {place.pk: place.name for place in user.current_delprojekt}
    aliases = []
    for participant, delprojekt, alias, started_on, ended_on, staff in rows[:PAGE_SIZE]:
        audit.record_view(participant)
        name = delprojekt_names[delprojekt]
        aliases.append(ProtectedAlias(alias, name, started_on, ended_on, staff))
    return aliases, len(rows) > PAGE_SIZE
