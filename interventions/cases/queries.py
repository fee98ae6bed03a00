"""The case as its page shows it: what is agreed, from when to when, and this month's time. One
statement.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from interventions.contacts.enums import WITHOUT_PARTICIPANT, Outcome
from interventions.methods.enums import Method
from mia.access import planned
from mia.access.roles import Permission, roles_with
from mia.organisation.staff.models import Staff
from participants.consents.enums import ConsentKind
from participants.enrolments.models import Enrolment

# What the page says of the enrolment itself.
SHOWN = {
    "enrolment": [
        "id",
        "participant_id",
        "delprojekt_id",
        "is_protected",
        "referrer_id",
        "referred_on",
        "started_on",
        "ended_on",
        "exit_reason_id",
        "enhanced_from",
        "enhanced_to",
    ],
    "participant": [
        "id",
        "given_name",
        "family_name",
        "birth_date",
        "birth_year",
        "protection",
        "interpreter_language",
    ],
    "delprojekt": ["id", "name"],
    "referrer": ["code", "label"],
    "exit_reason": ["code", "label"],
}
# Who sees the enrolment sees these rows of it: they are in the same scope. Of the number, only what
# is shown.
_FACTS = """
SELECT 'number', left(number, 8), NULL::date, NULL::date, NULL::bigint, '' FROM participants_personalnumber
WHERE participant_id = %(participant)s AND replaced_on IS NULL
UNION ALL
SELECT 'minutes', '', NULL, NULL, sum(minutes), '' FROM interventions_contact
WHERE enrolment_id = %(enrolment)s AND held_on BETWEEN %(month)s AND %(today)s
  AND outcome = %(held)s AND NOT channel = ANY (%(without_participant)s)
UNION ALL
SELECT 'assignment', '', a.started_on, a.ended_on, s.id, s.name
FROM participants_assignment a JOIN organisation_staff s ON s.id = a.staff_id WHERE a.enrolment_id = %(enrolment)s
UNION ALL
SELECT 'method', m.method, m.started_on, m.ended_on, s.id, s.name
FROM interventions_methodwork m LEFT JOIN organisation_staff s ON s.id = m.staff_id WHERE m.enrolment_id = %(enrolment)s
UNION ALL
SELECT 'consent', kind, given_on, withdrawn_on, NULL, '' FROM participants_consent WHERE enrolment_id = %(enrolment)s
UNION ALL
SELECT 'colleague', '', NULL, NULL, s.id, s.name FROM organisation_staff s JOIN (
    SELECT staff_id FROM organisation_membership
    WHERE delprojekt_id = %(delprojekt)s AND role = ANY (%(roles)s)
      AND started_on <= %(today)s AND (ended_on IS NULL OR ended_on >= %(today)s)
    UNION SELECT %(user)s) worker ON worker.staff_id = s.id
WHERE s.is_active OR s.id = %(user)s
ORDER BY 4 DESC NULLS FIRST, 3 DESC, 2, 6, 5
"""


class CaseFact(NamedTuple):
    """A line of the case, mostly something that runs from–to, `last` inclusive; of a consent, the
    day it was withdrawn.

    `code` is the method, what is consented to, or the number's first eight digits; `figure` the key
    of the staff or the minutes of this month.
    """

    kind: str
    code: str
    first: date
    last: date | None
    figure: int | None
    staff: str | None

    def __str__(self) -> str:
        return str((Method if self.kind == "method" else ConsentKind)(self.code).label)

    def holds(self, day: date) -> bool:
        return self.first <= day and (self.last is None or self.last >= day)


@dataclass(frozen=True)
class Case:
    """What the page says above its timeline. `number` is masked; methods and consents: what goes on
    first.
    """

    enrolment: Enrolment
    today: date
    number: str
    minutes_this_month: int
    assignments: list[CaseFact]
    methods: list[CaseFact]
    consents: list[CaseFact]
    colleagues: tuple[tuple[int, str], ...]

    @property
    def responsible(self) -> list[str]:
        """Who answers for the participant today; of an enrolment that has ended, who did at the
        end.
        """
        day = min(self.today, self.enrolment.ended_on or self.today)
        return [row.staff or "" for row in reversed(self.assignments) if row.holds(day)]

    @property
    def running(self) -> list[CaseFact]:
        return [work for work in self.methods if work.holds(self.today)]

    @property
    def left_open(self) -> list[CaseFact]:
        """Methods without a last day although the enrolment has ended."""
        return (
            [] if self.enrolment.is_open else [work for work in self.methods if work.last is None]
        )

    @property
    def sus_consent(self) -> CaseFact | None:
        """The consent to SUS that holds today."""
        held = (
            consent
            for consent in self.consents
            if consent.code == ConsentKind.SUS
            and consent.first <= self.today
            and (consent.last is None or consent.last > self.today)
        )
        return next(held, None)

    @property
    def is_enhanced(self) -> bool:
        """Does förstärkt samarbete run today?"""
        first, last = self.enrolment.enhanced_from, self.enrolment.enhanced_to
        return first is not None and first <= self.today and (last is None or last >= self.today)

    @property
    def time_this_month(self) -> str:
        """Participation time as people say it."""
        hours, minutes = divmod(self.minutes_this_month, 60)
        words = [f"{hours} tim"] * bool(hours) + [f"{minutes} min"] * bool(minutes or not hours)
        return " ".join(words)

    @property
    def age(self) -> int | None:
        born = self.enrolment.participant.birth_date
        if born is None:
            return None
        return (
            self.today.year
            - born.year
            - ((self.today.month, self.today.day) < (born.month, born.day))
        )


def case_of(enrolment: Enrolment, *, user: Staff, today: date) -> Case:
    """Everything of the case page but its timeline, of an enrolment that a door has handed out."""
    asked: dict[str, Any] = {
        "enrolment": enrolment.pk,
        "participant": enrolment.participant_id,
        "delprojekt": enrolment.delprojekt_id,
        "today": today,
        "month": today.replace(day=1),
        "user": user.pk,
        "roles": [role.value for role in roles_with(Permission.LOG_CONTACT)],
        "held": Outcome.HELD.value,
        "without_participant": [channel.value for channel in WITHOUT_PARTICIPANT],
    }
    with planned.cursor() as cursor:
        cursor.execute(_FACTS, asked)
        facts = _by_kind(CaseFact(*row) for row in cursor.fetchall())
    return Case(
        enrolment=enrolment,
        today=today,
        number=next((f"{fact.code}-****" for fact in facts["number"]), ""),
        minutes_this_month=sum(fact.figure or 0 for fact in facts["minutes"]),
        assignments=facts["assignment"],
        methods=facts["method"],
        consents=facts["consent"],
        colleagues=tuple((fact.figure or 0, fact.staff or "") for fact in facts["colleague"]),
    )


def _by_kind(facts: Iterable[CaseFact]) -> defaultdict[str, list[CaseFact]]:
    found: defaultdict[str, list[CaseFact]] = defaultdict(list)
    for fact in facts:
        found[fact.kind].append(fact)
    return found
