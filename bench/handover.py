"""A colleague's thirty participants handed over, as the page suggests, against the plain writes of
the same rows.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from bench import bounds
from bench.measure import Job
from bench.place import County
from interventions.handovers import actions, queries
from interventions.handovers.actions import Choice
from interventions.handovers.suggestions import MovingCase, suggest
from interventions.workload.queries import ceilings_on, read_numbers
from mia import audit
from mia.access import identity
from mia.organisation.delprojekt.models import Delprojekt
from mia.organisation.staff.models import Staff

MANY = 30
# Who has the most open cases in a delprojekt.
BUSIEST = """
SELECT a.staff_id, a.delprojekt_id FROM participants_assignment a
JOIN participants_enrolment e ON e.id = a.enrolment_id
WHERE a.ended_on IS NULL AND e.ended_on IS NULL AND NOT a.is_protected
GROUP BY 1, 2 ORDER BY count(*) DESC, 1 LIMIT 1
"""
# Nobody has thirty: colleagues' cases make them up, in the transaction that is taken back.
MAKE_UP = """
UPDATE participants_assignment SET staff_id = %(staff)s WHERE id IN (
    SELECT min(a.id::text)::uuid FROM participants_assignment a
    JOIN participants_enrolment e ON e.id = a.enrolment_id
    WHERE a.ended_on IS NULL AND e.ended_on IS NULL AND NOT a.is_protected
      AND a.delprojekt_id = %(delprojekt)s AND a.started_on < %(today)s
    GROUP BY a.enrolment_id HAVING bool_and(a.staff_id <> %(staff)s)
    ORDER BY 1 LIMIT %(many)s
)
"""
PLAIN = (
    "UPDATE participants_assignment SET started_on = started_on WHERE enrolment_id = ANY (%s)",
    "UPDATE participants_assignment SET ended_on = ended_on WHERE enrolment_id = ANY (%s)",
    "UPDATE interventions_methodwork SET staff_id = staff_id WHERE enrolment_id = ANY (%s)",
)


@dataclass
class Handover:
    county: County
    leader: Staff
    former: Staff
    delprojekt: Delprojekt
    moved: list[UUID] = field(default_factory=list)

    def ours(self) -> int:
        """The page's suggestion and what its button does, taken back."""
        audit.begin()
        with identity.acting_as(identity.SYSTEM, source="bench") as work:
            today = work.today
            self._make_up(today)
            with identity.acting_as(self.leader.pk, source="bench"):
                by = Staff.objects.get(pk=self.leader.pk)
                cases = queries.cases_of(by, self.former, self.delprojekt, today)[:MANY]
                choices = self._choices(cases, today)
                result = actions.hand_over_many(
                    choices, by=by, former=self.former, at=timezone.localtime(), today=today
                )
            transaction.set_rollback(True)
        audit.end()
        self.moved = [choice.enrolment for choice in choices]
        return sum(case.is_done for case in result.cases)

    def _make_up(self, today: date) -> None:
        params = {
            "staff": self.former.pk,
            "delprojekt": self.delprojekt.pk,
            "today": today,
            "many": MANY,
        }
        with connection.cursor() as cursor:
            cursor.execute(MAKE_UP, params)

    def _choices(self, cases: Sequence[MovingCase], today: date) -> list[Choice]:
        """Whom the page suggests for each."""
        candidates = queries.candidates_for(self.former, self.delprojekt, read_numbers(), today)
        suggestions = suggest(cases, candidates, ceilings_on(today))
        choices = []
        for case in cases:
            successor = suggestions[case.enrolment.pk].staff
            if successor is not None:
                choices.append(Choice(case.enrolment.pk, successor))
        return choices

    def reference(self) -> int:
        """The rows that change, written past every policy and taken back."""
        with self.county.owner() as owner:
            for statement in PLAIN:
                owner.execute(statement, [self.moved])
            owner.rollback()
        return len(self.moved)


def jobs(county: County) -> Iterator[Job]:
    ((staff, delprojekt),) = county.ask(BUSIEST)
    place = Delprojekt.objects.get(pk=delprojekt)
    handover = Handover(
        county=county,
        leader=county.staff(f"ledare.{place.code.lower()}"),
        former=Staff.objects.get(pk=staff),
        delprojekt=place,
    )
    yield Job(
        name=f"hand over {MANY} participants",
        ours=handover.ours,
        reference=handover.reference,
        reference_is="the plain updates of the same rows, as the owner",
        bounds=bounds.HANDOVER,
    )
