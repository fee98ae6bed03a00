"""Named reads for pages and commands, above the models. The QuerySets that models carry live in querysets.py."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from django.db import connection

from mia.audit import trail
from mia.audit.models import AccessLog
from mia.organisation.models import Delprojekt, Membership, Staff
from mia.organisation.roles import Permission, roles_with
from participants.querysets import SWEDISH, array, first_wall

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


# --- the lines of a list


class Person(NamedTuple):
    key: UUID
    family_name: str
    given_name: str
    born: str


class Line(NamedTuple):
    """What a list shows: an enrolment, its person, and the names of those who answer for it today."""

    participant: Person
    delprojekt: str
    pk: UUID
    started_on: date
    ended_on: date | None
    is_protected: bool
    responsible: str | None

    def get_absolute_url(self) -> str:
        return f"/deltagare/{self.pk}/"


# From what a page is cut, in which order: persons are read before it is cut only where they decide.
_BY_START = "participants_enrolment e", "e.started_on DESC, e.id"
_BY_NAME = (
    f"{_BY_START[0]} JOIN participants_participant p ON p.id = e.participant_id",
    f"{SWEDISH.format('p.family_name')}, {SWEDISH.format('p.given_name')}, p.id, {_BY_START[1]}",
)
_BY_NEARNESS = _BY_START[0], f"array_position(%(near)s::uuid[], e.participant_id), {_BY_START[1]}"
_ACTIVE = "a.started_on <= %(today)s AND (a.ended_on IS NULL OR a.ended_on >= %(today)s)"

# The policy of persons is asked of the page, not of every enrolment that could have been on it. Who sees an enrolment
# sees its person and who answers for it.
_LINES = """
WITH page AS MATERIALIZED (
    SELECT e.id, e.participant_id, e.delprojekt_id, e.started_on, e.ended_on, e.is_protected
    FROM {source} WHERE {rule} ORDER BY {order} LIMIT %(most)s OFFSET %(first)s)
SELECT p.id, p.family_name, p.given_name, coalesce(to_char(p.birth_date, 'YYYY-MM-DD'), p.birth_year::text),
       e.delprojekt_id, e.id, e.started_on, e.ended_on, e.is_protected,
       (SELECT string_agg(s.name, ', ' ORDER BY a.started_on, a.id) FROM participants_assignment a
        JOIN organisation_staff s ON s.id = a.staff_id WHERE a.enrolment_id = e.id AND {active})
FROM page e JOIN participants_participant p ON p.id = e.participant_id ORDER BY {order}
"""


def _lines(
    user: Staff, today: date, rules: list[str], by: tuple[str, str], *, first: int = 0, most: int, **known: Any
) -> tuple[list[Line], bool]:
    """Enrolments that the user sees and all rules hold for, from `first` on, and whether there are more than `most`.

    Those handed out are noted in the trail.
    """
    wall, seen = first_wall(user, "e")
    statement = _LINES.format(source=by[0], order=by[1], rule=" AND ".join([wall, *rules]), active=_ACTIVE)
    names = {place.pk: place.name for place in user.current_delprojekt}
    with connection.cursor() as cursor:
        cursor.execute(statement, {**seen, **known, "user": user.pk, "today": today, "most": most + 1, "first": first})
        rows = cursor.fetchall()
    lines = [Line(Person(*row[:4]), names[row[4]], *row[5:]) for row in rows[:most]]
    for line in lines:
        trail.saw(line.participant.key)
    return lines, len(rows) > most


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


_WHOSE = {
    "mina": f"e.id IN (SELECT a.enrolment_id FROM participants_assignment a WHERE a.staff_id = %(user)s AND {_ACTIVE})",  # noqa: S608 - our own SQL
    "team": "e.id = ANY (%(answered_for)s::uuid[])",
}
_STATE = {  # the last day is inclusive
    "oppna": "(e.ended_on IS NULL OR e.ended_on >= %(today)s)",
    "avslutade": "e.ended_on < %(today)s",
}


def caseload(user: Staff, chosen: Caseload, today: date) -> tuple[list[Line], bool]:
    """One page of the list, and whether there is a next one."""
    place = chosen.delprojekt
    if place is None and chosen.state == "oppna" and len(user.current_delprojekt) == 1:
        place = user.current_delprojekt[0].pk  # said outside the wall's "or", an index finds who is there today
    rules = [_WHOSE.get(chosen.whose), _STATE.get(chosen.state), "e.delprojekt_id = %(place)s" if place else None]
    by = _BY_NAME if chosen.order == "namn" else _BY_START
    return _lines(user, today, list(filter(None, rules)), by, first=chosen.first, most=PAGE_SIZE, place=place)


class ProtectedAlias(NamedTuple):
    """All that is shown of a protected person to those who do not answer for the person."""

    alias: str
    delprojekt: str
    started_on: date
    ended_on: date | None
    staff: str | None


def protected_aliases(user: Staff, chosen: Caseload) -> tuple[list[ProtectedAlias], bool]:
    """A page of protected persons in the delprojekt that the user of this unit of work sees whole; is there more?"""
    asked = [chosen.delprojekt, chosen.state, PAGE_SIZE + 1, chosen.first]
    names = {place.pk: place.name for place in user.current_delprojekt}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT participant, delprojekt_id, alias, started_on, ended_on, staff"
            " FROM app.protected_aliases(%s::bigint, %s, %s, %s)", asked,
        )  # fmt: skip
        rows = cursor.fetchall()
    for participant, *_ in rows[:PAGE_SIZE]:
        trail.saw(participant)
    aliases = [ProtectedAlias(alias, names[place], *facts) for _, place, alias, *facts in rows[:PAGE_SIZE]]
    return aliases, len(rows) > PAGE_SIZE


# --- the search

_NUMBER = "e.participant_id IN (SELECT n.participant_id FROM participants_personalnumber n WHERE n.number = %(number)s)"
# Arguments come first: the function begins with the threshold set.
_NAMED_LIKE = """
SELECT participant FROM app.search_participants(
    CASE WHEN set_config('pg_trgm.word_similarity_threshold', %s, true) <> '' THEN %s END, %s)
"""


def search(user: Staff, *, number: str = "", births: Iterable[date] = (), words: str = "", today: date) -> list[Line]:
    """The enrolments, seen by the user, of the persons who are meant; nearest first. The trail never has the words."""
    known: dict[str, Any]
    if number:
        kind, by, rule, known = "number", _BY_NAME, _NUMBER, {"number": number}
    elif births:
        kind, by, rule, known = "birth_date", _BY_NAME, "p.birth_date = ANY (%(births)s)", {"births": list(births)}
    else:
        near = array(_named_like(words, MOST_FOUND))
        kind, by, rule, known = "name", _BY_NEARNESS, "e.participant_id = ANY (%(near)s::uuid[])", {"near": near}
    found, _ = _lines(user, today, [rule], by, most=MOST_FOUND * 2, **known)
    trail.did(AccessLog.Action.SEARCH, "participant.searched", search_by=kind)
    return found


def _named_like(words: str, most: int) -> list[UUID]:
    """Persons the user sees whose name is near the words: accents and misspellings forgiven, nearest first."""
    with connection.cursor() as cursor:
        cursor.execute(_NAMED_LIKE, [WORD_NEARNESS, words, most])
        return [row[0] for row in cursor.fetchall()]
