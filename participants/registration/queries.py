"""Who may already be registered, under another number."""

import unicodedata
from datetime import date
from difflib import SequenceMatcher
from typing import NamedTuple

from mia.organisation.staff.models import Staff
from participants.assignments.models import Assignment
from participants.enrolments.models import Enrolment
from participants.people.models import PersonalNumber

MOST_COMPARED = 40
ALIKE = 0.7  # of two names, from 0 to 1


class SimilarPerson(NamedTuple):
    """An enrolment of a person who may be the one that is registered, and who is responsible."""

    enrolment: Enrolment
    responsible: str


def similar_persons(
    user: Staff, birth_date: date | None, number: str, names: str, today: date
) -> list[SimilarPerson]:
    """Return those whom the user sees, born the same day and named alike, without that number.

    A person whose birth date is not known is like nobody.
    """
    if birth_date is None:
        return []
    holders = PersonalNumber.objects.filter(number=number)
    enrolments = Enrolment.objects.visible_to(user).filter(participant__birth_date=birth_date)
    others = enrolments.exclude(participant__in=holders.values("participant"))
    rows = others.select_related("participant", "delprojekt").order_by("-started_on", "pk")
    wanted = _plain(names)
    alike = []
    for enrolment in rows[:MOST_COMPARED]:
        if _is_alike(wanted, _plain(str(enrolment.participant))):
            alike.append(enrolment)
    responsible = _responsible(alike, today)
    return [SimilarPerson(row, ", ".join(responsible.get(row.pk, []))) for row in alike]


def _responsible(enrolments: list[Enrolment], today: date) -> dict[object, list[str]]:
    """The names of those who are assigned today, by enrolment."""
    names: dict[object, list[str]] = {}
    assigned = Assignment.objects.active(today).filter(enrolment__in=enrolments)
    for enrolment, name in assigned.order_by("started_on").values_list("enrolment", "staff__name"):
        names.setdefault(enrolment, []).append(name)
    return names


def _is_alike(one: str, other: str) -> bool:
    """In whatever order the names are written."""
    return SequenceMatcher(None, one, other).ratio() >= ALIKE


def _plain(name: str) -> str:
    """The words of a name without accents and capitals, in one order."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    kept = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(sorted(kept.replace("-", " ").split()))
