"""Named reads for pages and commands, above the models. The QuerySets that models carry live in querysets.py."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Q

from mia.audit import trail
from mia.audit.models import AccessLog
from mia.organisation.models import Delprojekt, Membership, Staff
from mia.organisation.roles import Permission, roles_with
from participants.models import Enrolment, PersonalNumber
from participants.querysets import EnrolmentQuerySet

if TYPE_CHECKING:
    from django.db.models import QuerySet

PAGE_SIZE = 50
MOST_FOUND = 20
# pg_trgm's own 0.6 forgives too little in short names: "ylwa" is 0.4 from "Ylva".
WORD_NEARNESS = "0.35"


def delprojekt_with(user: Staff, *permissions: Permission) -> "QuerySet[Delprojekt]":
    """The delprojekt in which the user has any of these permissions."""
    allowed = frozenset().union(*(user.scope.delprojekt_with(permission) for permission in permissions))
    return Delprojekt.objects.filter(pk__in=allowed).order_by("name", "pk")


def may_answer_in(delprojekt: Iterable[int], today: date) -> "QuerySet[Staff]":
    """Staff who work with participants in any of these delprojekt today: those who can be made responsible."""
    members = Membership.objects.active(today)
    members = members.filter(delprojekt__in=delprojekt, role__in=roles_with(Permission.SEE_ASSIGNED))
    return Staff.objects.filter(is_active=True, pk__in=members.values("staff")).order_by("name", "pk")


class ProtectedAlias(NamedTuple):
    """All that is shown of a protected person to those who do not answer for the person."""

    alias: str
    delprojekt_id: int
    started_on: date
    ended_on: date | None
    staff: str | None


# --- the caseload


@dataclass(frozen=True)
class Caseload:
    """What a list of participants shows: whose ("mina", "team", "alla"), in which state, where, in which order."""

    whose: str = "mina"
    state: str = "oppna"
    delprojekt: int | None = None
    order: str = "start"
    page: int = 1

    @property
    def first(self) -> int:
        return (self.page - 1) * PAGE_SIZE


def caseload(user: Staff, chosen: Caseload, today: date) -> tuple[list[Enrolment], bool]:
    """One page of the list, and whether there is a next one."""
    rows = _whose(user, chosen.whose, today)
    if chosen.state != "alla":
        ongoing = Q(ended_on=None) | Q(ended_on__gte=today)  # the last day is inclusive
        rows = rows.filter(ongoing if chosen.state == "oppna" else Q(ended_on__lt=today))
    if chosen.delprojekt is not None:
        rows = rows.filter(delprojekt=chosen.delprojekt)
    rows = rows.by_name() if chosen.order == "namn" else rows.latest_first()
    return rows.with_people(today).page(chosen.first, PAGE_SIZE)


def protected_aliases(chosen: Caseload) -> tuple[list[ProtectedAlias], bool]:
    """A page of protected persons in the delprojekt that the user of this unit of work sees whole; is there more?"""
    asked = [chosen.delprojekt, chosen.state, PAGE_SIZE + 1, chosen.first]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT participant, alias, delprojekt_id, started_on, ended_on, staff"
            " FROM app.protected_aliases(%s::bigint, %s, %s, %s)", asked,
        )  # fmt: skip
        rows = cursor.fetchall()
    for participant, *_ in rows[:PAGE_SIZE]:
        trail.saw(participant)
    return [ProtectedAlias(*row) for _, *row in rows[:PAGE_SIZE]], len(rows) > PAGE_SIZE


def _whose(user: Staff, whose: str, today: date) -> EnrolmentQuerySet:
    rows: EnrolmentQuerySet = Enrolment.objects.visible_to(user)
    if whose == "mina":
        return rows.assigned_to(user, today)
    return rows.answered_for_by(user) if whose == "team" else rows


# --- the search


def search(
    user: Staff, *, number: str = "", births: Iterable[date] = (), words: str = "", today: date
) -> list[Enrolment]:
    """The enrolments, seen by the user, of the persons who are meant; nearest first. The trail never has the words."""
    rows = Enrolment.objects.visible_to(user)
    if number:
        kind, persons = "number", PersonalNumber.objects.visible_to(user).filter(number=number).values("participant")
        rows = rows.filter(participant__in=persons)
    elif births:
        kind, rows = "birth_date", rows.filter(participant__birth_date__in=births)
    else:
        kind, nearest = "name", _named_like(words, MOST_FOUND)
        rows = rows.filter(participant__in=nearest)
    found = list(rows.with_people(today).by_name()[: MOST_FOUND * 2])
    if kind == "name":
        place = {pk: number for number, pk in enumerate(nearest)}
        found.sort(key=lambda row: place[row.participant_id])
    trail.did(AccessLog.Action.SEARCH, "participant.searched", search_by=kind)
    return found


def _named_like(words: str, most: int) -> list[UUID]:
    """Persons the user sees whose name is near the words: accents and misspellings forgiven, nearest first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.word_similarity_threshold', %s, true)", [WORD_NEARNESS])
        cursor.execute("SELECT participant FROM app.search_participants(%s, %s)", [words, most])
        return [row[0] for row in cursor.fetchall()]
