"""Search for a participant by number, birth date or name."""

from collections.abc import Collection, Sequence
from datetime import date
from itertools import chain
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from mia import audit
from mia.core import sql
from mia.organisation.staff.models import Staff
from participants.caseload.queries import (
    BY_NAME,
    BY_START,
    STAY_FIELDS,
    CaseloadRow,
    Stay,
    rows_of,
)
from participants.enrolments.models import Enrolment
from participants.people.models import PersonalNumber

MOST_PERSONS = 20
MOST_ROWS = 40


def search(
    user: Staff, *, number: str = "", births: Collection[date] = (), words: str = "", today: date
) -> list[CaseloadRow]:
    """Return the enrolments, visible to the user, of the persons who are meant.

    By number and by birth date in the order of names, by words the nearest first. The access log
    holds what was searched by, never what was searched for.
    """
    enrolments: QuerySet[Enrolment] = Enrolment.objects.visible_to(user)
    if number:
        search_by = "number"
        numbers = PersonalNumber.objects.filter(number=number)
        stays = _stays_by_name(enrolments.filter(participant__in=numbers.values("participant")))
    elif births:
        search_by = "birth_date"
        stays = _stays_by_name(enrolments.filter(participant__birth_date__in=births))
    else:
        search_by = "name"
        stays = _stays_by_nearness(enrolments, _persons_named_like(words, MOST_PERSONS))
    audit.record_event(audit.Action.SEARCH, "participant.searched", search_by=search_by)
    return rows_of(stays, user, today)


def _stays_by_name(enrolments: QuerySet[Enrolment]) -> list[Stay]:
    return list(enrolments.order_by(*BY_NAME).values_list(*STAY_FIELDS)[:MOST_ROWS])


def _stays_by_nearness(enrolments: QuerySet[Enrolment], persons: Sequence[UUID]) -> list[Stay]:
    """Return the enrolments of these persons, in the persons' order."""
    stays = enrolments.filter(participant__in=persons).order_by(*BY_START)
    by_person: dict[UUID, list[Stay]] = {person: [] for person in persons}
    for stay in stays.values_list(*STAY_FIELDS):
        by_person[stay[1]].append(stay)
    return list(chain.from_iterable(by_person.values()))[:MOST_ROWS]


def _persons_named_like(words: str, most: int) -> list[UUID]:
    """Return the persons the user sees whose name is near the words, nearest first."""
    params: dict[str, str | int] = {"words": words, "most": most}
    with connection.cursor() as cursor:
        cursor.execute(sql.load("participants.search", "persons_named_like.sql"), params)
        return [row[0] for row in cursor.fetchall()]
