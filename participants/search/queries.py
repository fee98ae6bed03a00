"""Search for a participant by number, birth date or name."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import connection

from mia import audit
from mia.organisation.staff.models import Staff
from participants.caseload.queries import _BY_NAME, _BY_START, Line, _lines
from participants.visibility import array

if TYPE_CHECKING:
    pass


MOST_FOUND = 20

# pg_trgm's own 0.6 forgives too little in short names: "ylwa" is 0.4 from "Ylva".
WORD_NEARNESS = "0.35"

_BY_NEARNESS = _BY_START[0], f"array_position(%(near)s::uuid[], e.participant_id), {_BY_START[1]}"

_NUMBER = "e.participant_id IN (SELECT n.participant_id FROM participants_personalnumber n WHERE n.number = %(number)s)"

# Arguments come first: the function begins with the threshold set.
_NAMED_LIKE = """
SELECT participant FROM app.search_participants(
    CASE WHEN set_config('pg_trgm.word_similarity_threshold', %s, true) <> '' THEN %s END, %s)
"""


def search(
    user: Staff, *, number: str = "", births: Iterable[date] = (), words: str = "", today: date
) -> list[Line]:
    """The enrolments, seen by the user, of the persons who are meant; nearest first. The trail
    never has the words.
    """
    known: dict[str, Any]
    if number:
        kind, by, rule, known = "number", _BY_NAME, _NUMBER, {"number": number}
    elif births:
        kind, by, rule, known = (
            "birth_date",
            _BY_NAME,
            "p.birth_date = ANY (%(births)s)",
            {"births": list(births)},
        )
    else:
        near = array(_named_like(words, MOST_FOUND))
        kind, by, rule, known = (
            "name",
            _BY_NEARNESS,
            "e.participant_id = ANY (%(near)s::uuid[])",
            {"near": near},
        )
    found, _ = _lines(user, today, [rule], by, most=MOST_FOUND * 2, **known)
    audit.record_event(audit.Action.SEARCH, "participant.searched", search_by=kind)
    return found


def _named_like(words: str, most: int) -> list[UUID]:
    """Persons the user sees whose name is near the words: accents and misspellings forgiven,
    nearest first.
    """
    with connection.cursor() as cursor:
        cursor.execute(_NAMED_LIKE, [WORD_NEARNESS, words, most])
        return [row[0] for row in cursor.fetchall()]
