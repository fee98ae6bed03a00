"""Search for a participant by number, birth date or name."""

from collections.abc import Collection, Sequence
from datetime import date
from itertools import chain
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from mia import audit
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

# pg_trgm's own 0.6 forgives too little in short names: "ylwa" is 0.4 from "Ylva".
WORD_NEARNESS = "0.35"

# Arguments come first: the function begins with the threshold set.
_NAMED_LIKE = """
SELECT participant FROM app.search_participants(
    CASE WHEN set_config('pg_trgm.word_similarity_threshold', %s, true) <> '' THEN %s END, %s)
"""


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
        stays = _stays_by_nearness(enrolments, _named_like(words, MOST_PERSONS))
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


def _named_like(words: str, most: int) -> list[UUID]:
    """Persons the user sees whose name is near the words: accents and misspellings forgiven,
    nearest first.
    """
    with connection.cursor() as cursor:
        cursor.execute(_NAMED_LIKE, [WORD_NEARNESS, words, most])
        return [row[0] for row in cursor.fetchall()]
