"""Search for a participant by number, birth date or name."""

from collections.abc import Collection, Sequence
from datetime import date
from itertools import chain
from typing import NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from mia import audit
from mia.core import sql
from mia.organisation.staff.models import Staff
from participants.caseload.queries import BY_NAME, BY_START, CaseloadPerson
from participants.enrolments.models import Enrolment
from participants.people.models import PersonalNumber

MOST_PERSONS = 20
MOST_ROWS = 40
MOST_RECENT = 10
MOST_READ = 3 * MOST_RECENT  # of the access log: some may no longer be seen
FIELDS = (
    "pk",
    "participant",
    "participant__family_name",
    "participant__given_name",
    "participant__birth_date",
    "participant__birth_year",
    "delprojekt",
    "started_on",
    "ended_on",
    "is_protected",
)


class SearchRow(NamedTuple):
    """An enrolment as the search shows it."""

    pk: UUID
    participant: CaseloadPerson
    delprojekt: str
    started_on: date
    ended_on: date | None
    is_protected: bool

    def get_absolute_url(self) -> str:
        return f"/deltagare/{self.pk}/"


def search(
    user: Staff, *, number: str = "", births: Collection[date] = (), words: str = ""
) -> list[SearchRow]:
    """Return the enrolments, visible to the user, of the persons who are meant.

    By number and by birth date in the order of names, by words the nearest first. The access log
    holds what was searched by, never what was searched for.
    """
    enrolments: QuerySet[Enrolment] = Enrolment.objects.visible_to(user)
    if number:
        search_by = "number"
        numbers = PersonalNumber.objects.filter(number=number)
        rows = _rows_by_name(enrolments.filter(participant__in=numbers.values("participant")), user)
    elif births:
        search_by = "birth_date"
        rows = _rows_by_name(enrolments.filter(participant__birth_date__in=births), user)
    else:
        search_by = "name"
        rows = _rows_by_nearness(enrolments, user, _persons_named_like(words, MOST_PERSONS))
    audit.record_event(audit.Action.SEARCH, "participant.searched", search_by=search_by)
    for row in rows:
        audit.record_view(row.participant.key)
    return rows


def recently_opened(user: Staff) -> list[SearchRow]:
    """Return the cases that the user opened last, the last one first, of those that the user sees.

    The access log names persons: of each the enrolment that began last. Two statements.
    """
    params = {"most": MOST_READ}
    with connection.cursor() as cursor:
        cursor.execute(sql.load("participants.search", "recently_opened.sql"), params)
        persons = [row[0] for row in cursor.fetchall()]
    enrolments: QuerySet[Enrolment] = Enrolment.objects.visible_to(user)
    latest: dict[UUID, SearchRow] = {}
    for row in _read_rows(enrolments.filter(participant__in=persons).order_by(*BY_START), user):
        latest.setdefault(row.participant.key, row)
    rows = [latest[person] for person in persons if person in latest][:MOST_RECENT]
    for row in rows:
        audit.record_view(row.participant.key)
    return rows


def _rows_by_name(enrolments: QuerySet[Enrolment], user: Staff) -> list[SearchRow]:
    return _read_rows(enrolments.order_by(*BY_NAME)[:MOST_ROWS], user)


def _rows_by_nearness(
    enrolments: QuerySet[Enrolment], user: Staff, persons: Sequence[UUID]
) -> list[SearchRow]:
    """Return the enrolments of these persons, in the persons' order."""
    by_person: dict[UUID, list[SearchRow]] = {person: [] for person in persons}
    of_persons = enrolments.filter(participant__in=persons).order_by(*BY_START)
    for row in _read_rows(of_persons, user):
        by_person[row.participant.key].append(row)
    return list(chain.from_iterable(by_person.values()))[:MOST_ROWS]


def _read_rows(enrolments: QuerySet[Enrolment], user: Staff) -> list[SearchRow]:
    """Read enrolments with their persons, in one statement."""
    delprojekt_names = {place.pk: place.name for place in user.current_delprojekt}
    rows = []
    for pk, key, family, given, birth_date, birth_year, *stay in enrolments.values_list(*FIELDS):
        person = CaseloadPerson(key, family, given, str(birth_date or birth_year))
        delprojekt, *dates_and_mark = stay
        rows.append(SearchRow(pk, person, delprojekt_names[delprojekt], *dates_and_mark))
    return rows


def _persons_named_like(words: str, most: int) -> list[UUID]:
    """Return the persons the user sees whose name is near the words, nearest first."""
    params: dict[str, str | int] = {"words": words, "most": most}
    with connection.cursor() as cursor:
        cursor.execute(sql.load("participants.search", "persons_named_like.sql"), params)
        return [row[0] for row in cursor.fetchall()]
