"""The rows of the list of participants."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from django.db import connection

from mia import audit
from mia.organisation.staff.models import Staff
from participants.visibility import visibility_filter

if TYPE_CHECKING:
    pass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mia.organisation.staff.models import Staff


# The order of a Swedish name list: Å, Ä, Ö last (as in the old 7-bit code), accents on their
# letters. The database compares by code point, which puts Ä before Å; so no collation has to be
# installed.
SWEDISH = "translate(upper({}), 'ÅÄÖÉÈËÁÀÜ', '[\\]EEEAAY')"

PAGE_SIZE = 50


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

_ACTIVE = "a.started_on <= %(today)s AND (a.ended_on IS NULL OR a.ended_on >= %(today)s)"

# The policy of persons is asked of the page, not of every enrolment that could have been on it. Who
# sees an enrolment sees its person and who answers for it.
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
    user: Staff,
    today: date,
    rules: list[str],
    by: tuple[str, str],
    *,
    first: int = 0,
    most: int,
    **known: Any,
) -> tuple[list[Line], bool]:
    """Enrolments that the user sees and all rules hold for, from `first` on, and whether there are
    more than `most`.

    Those handed out are noted in the trail.
    """
    wall, seen = visibility_filter(user, "e")
    statement = _LINES.format(
        source=by[0], order=by[1], rule=" AND ".join([wall, *rules]), active=_ACTIVE
    )
    names = {place.pk: place.name for place in user.current_delprojekt}
    with connection.cursor() as cursor:
        cursor.execute(
            statement,
            {**seen, **known, "user": user.pk, "today": today, "most": most + 1, "first": first},
        )
        rows = cursor.fetchall()
    lines = [Line(Person(*row[:4]), names[row[4]], *row[5:]) for row in rows[:most]]
    for line in lines:
        audit.record_view(line.participant.key)
    return lines, len(rows) > most


@dataclass(frozen=True)
class Caseload:
    """What a list of participants shows: whose ("mina", "team", "alla"), in which state, where, in
    which order.
    """

    whose: str = "mina"
    state: str = "oppna"
    delprojekt: int | None = None
    order: str = "start"
    page: int = 1

    @property
    def first(self) -> int:
        return (self.page - 1) * PAGE_SIZE


_WHOSE = {
    "mina": f"e.id IN (SELECT a.enrolment_id FROM participants_assignment a WHERE a.staff_id = %(user)s AND {_ACTIVE})",
    "team": "e.id = ANY (%(assigned_enrolments)s::uuid[])",
}

_STATE = {  # the last day is inclusive
    "oppna": "(e.ended_on IS NULL OR e.ended_on >= %(today)s)",
    "avslutade": "e.ended_on < %(today)s",
}


def caseload(user: Staff, chosen: Caseload, today: date) -> tuple[list[Line], bool]:
    """One page of the list, and whether there is a next one."""
    place = chosen.delprojekt
    if place is None and chosen.state == "oppna" and len(user.current_delprojekt) == 1:
        place = user.current_delprojekt[
            0
        ].pk  # said outside the wall's "or", an index finds who is there today
    rules = [
        _WHOSE.get(chosen.whose),
        _STATE.get(chosen.state),
        "e.delprojekt_id = %(place)s" if place else None,
    ]
    by = _BY_NAME if chosen.order == "namn" else _BY_START
    return _lines(
        user, today, list(filter(None, rules)), by, first=chosen.first, most=PAGE_SIZE, place=place
    )


class ProtectedAlias(NamedTuple):
    """All that is shown of a protected person to those who do not answer for the person."""

    alias: str
    delprojekt: str
    started_on: date
    ended_on: date | None
    staff: str | None


def protected_aliases(user: Staff, chosen: Caseload) -> tuple[list[ProtectedAlias], bool]:
    """A page of protected persons in the delprojekt that the user of this unit of work sees whole;
    is there more?
    """
    asked = [chosen.delprojekt, chosen.state, PAGE_SIZE + 1, chosen.first]
    names = {place.pk: place.name for place in user.current_delprojekt}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT participant, delprojekt_id, alias, started_on, ended_on, staff"
            " FROM app.protected_aliases(%s::bigint, %s, %s, %s)",
            asked,
        )
        rows = cursor.fetchall()
    for participant, *_ in rows[:PAGE_SIZE]:
        audit.record_view(participant)
    aliases = [
        ProtectedAlias(alias, names[place], *facts) for _, place, alias, *facts in rows[:PAGE_SIZE]
    ]
    return aliases, len(rows) > PAGE_SIZE
