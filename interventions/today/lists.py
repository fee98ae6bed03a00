"""The lists of a delprojekt: how long each is, in one statement, and one page of one of them."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, QuerySet, Value

from interventions.today.stand_in import (
    Statement,
    any_place,
    fetch,
    roles_in,
    stand_in,
    statement_of,
)
from mia.access.roles import Role
from mia.organisation.delprojekt.models import Delprojekt
from mia.organisation.staff.models import Staff
from participants.caseload.queries import read_names
from participants.delprojekt_lists import (
    DELPROJEKT_LISTS,
    DelprojektEntry,
    DelprojektList,
    Part,
    Watched,
)

PAGE_SIZE = 50
FRIDAY = 4  # date.weekday()
WEEK_ENDS_AT = time(17)


class CountedList(NamedTuple):
    """A list and how many rows it has."""

    slug: str
    label: str
    url: str
    number: int


class ListedEntry(NamedTuple):
    """An entry with the names of those who are assigned to the case today."""

    entry: DelprojektEntry
    responsible: str


def watched_at(delprojekt: Delprojekt, now: datetime) -> Watched:
    """Return the delprojekt as it is looked at now; changes are told since the last Friday at 17.

    `now` is in local time.
    """
    days = (now.weekday() - FRIDAY) % 7
    if days == 0 and now.time() < WEEK_ENDS_AT:
        days = 7
    friday = now.date() - timedelta(days=days)
    since = datetime.combine(friday, WEEK_ENDS_AT, tzinfo=now.tzinfo)
    return Watched(delprojekt, now.date(), since)


def find_list(slug: str) -> DelprojektList | None:
    for one in DELPROJEKT_LISTS:
        if one.slug == slug:
            return one
    return None


def count_lists(user: Staff, watched: Watched) -> dict[Part, list[CountedList]]:
    """Return the lists that the user may see with their lengths, by part. One statement.

    A length is counted of the same rows as its list shows.
    """
    place = watched.delprojekt
    statement = counting_statement(roles_in(user, place), watched.today, watched.since)
    numbers = dict(fetch(statement, user, place))
    parts: dict[Part, list[CountedList]] = {part: [] for part in Part}
    for one in permitted_lists(user, place):
        url = f"/idag/{place.code}/{one.slug}/"
        counted = CountedList(one.slug, one.label, url, numbers.get(one.slug, 0))
        parts[one.part].append(counted)
    return parts


def permitted_lists(user: Staff, delprojekt: Delprojekt) -> list[DelprojektList]:
    return [one for one in DELPROJEKT_LISTS if one.is_permitted(user, delprojekt)]


@lru_cache(maxsize=16)
def counting_statement(roles: frozenset[Role], today: date, since: datetime) -> Statement:
    """Return the statement that counts every list that the roles permit."""
    watched = Watched(any_place(), today, since)
    anyone = stand_in(roles, today)
    lists = permitted_lists(anyone, watched.delprojekt)
    counts = [count_of(one.rows(anyone, watched), one.slug) for one in lists]
    return statement_of(counts[0].union(*counts[1:], all=True))


def count_of(rows: QuerySet[Any], slug: str) -> QuerySet[Any, tuple[str, int]]:
    """Return the statement of one length: the slug and the number; no row when it is 0."""
    named = rows.order_by().annotate(list_slug=Value(slug)).values("list_slug")
    return named.annotate(number=Count("pk")).values_list("list_slug", "number")


def list_page(
    user: Staff, one: DelprojektList, watched: Watched, page: int
) -> tuple[list[ListedEntry], bool]:
    """Return one page of a list, and whether there is a next one. Whom it shows is recorded."""
    ordered = one.in_order(one.rows(user, watched), watched)
    first = (page - 1) * PAGE_SIZE
    rows = list(ordered[first : first + PAGE_SIZE + 1])
    entries = [one.entry(user, row, watched) for row in rows[:PAGE_SIZE]]
    return with_responsible(entries, watched.today), len(rows) > PAGE_SIZE


def with_responsible(entries: Sequence[DelprojektEntry], today: date) -> list[ListedEntry]:
    """Return the entries, which the user sees, with those who are responsible."""
    keys: set[UUID] = {entry.enrolment for entry in entries if entry.enrolment is not None}
    responsible: dict[UUID, list[str]] = {}
    if keys:
        _, responsible = read_names(keys, today)
    listed = []
    for entry in entries:
        names = responsible.get(entry.enrolment, []) if entry.enrolment else []
        listed.append(ListedEntry(entry, ", ".join(names)))
    return listed
