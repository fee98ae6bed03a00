"""Two registrations of one person made one and taken back, against the plain updates of the same
rows.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from bench import bounds
from bench.measure import Job
from bench.place import County
from mia import audit
from mia.access import identity
from mia.organisation.staff.models import Staff
from participants.merging import actions, queries
from participants.people.models import Participant

# Two persons of different delprojekt: so their enrolments do not overlap in one.
PAIR = """
SELECT min(e.participant_id::text)::uuid FROM participants_enrolment e
WHERE NOT e.is_protected
GROUP BY e.delprojekt_id HAVING count(*) > 1 ORDER BY e.delprojekt_id LIMIT 2
"""
MOVE = (
    "UPDATE participants_enrolment SET is_protected = is_protected WHERE participant_id = %s",
    "UPDATE participants_personalnumber SET replaced_on = replaced_on WHERE participant_id = %s",
    "UPDATE participants_participant SET version = version + 1 WHERE id = %s",
)


@dataclass
class Merging:
    """A pair of persons, and the coordinator who merges them."""

    county: County
    coordinator: Staff
    pair: list[UUID]

    def ours(self) -> int:
        """One merge and its undoing, in a unit of work that is taken back."""
        audit.begin()
        with identity.acting_as(self.coordinator.pk, source="bench"):
            persons = Participant.objects.visible_to(self.coordinator).in_bulk(self.pair)
            kept, absorbed = (persons[key] for key in self.pair)
            merge = actions.merge(
                kept,
                absorbed,
                by=self.coordinator,
                versions=[kept.version, absorbed.version],
                names_of=kept.pk,
                language_of=kept.pk,
                number_of=kept.pk,
            )
            actions.undo(merge, by=self.coordinator)
            transaction.set_rollback(True)
        audit.end()
        return 2

    def reference(self) -> int:
        """The rows of both, written twice past every policy, and taken back."""
        with self.county.owner() as owner:
            for key in self.pair * 2:
                for statement in MOVE:
                    owner.execute(statement, [key])
            owner.rollback()
        return 2

    def suggestions(self) -> Any:
        """The list of likely duplicates, as its page reads it."""
        audit.begin()
        with identity.acting_as(self.coordinator.pk, source="bench") as work:
            pairs = queries.duplicates(self.coordinator, work.today)
        audit.end()
        return len(pairs)


def jobs(county: County) -> Iterator[Job]:
    pair = [key for (key,) in county.ask(PAIR)]
    merging = Merging(county, county.staff("coordinator"), pair)
    yield Job(
        name="merge two persons and take it back",
        ours=merging.ours,
        reference=merging.reference,
        reference_is="the plain updates of the same rows, as the owner",
        bounds=bounds.MERGE,
    )
    yield Job(
        name="likely duplicates, coordinator",
        ours=merging.suggestions,
        reference=None,
        reference_is="",
        bounds=bounds.DUPLICATES,
    )
