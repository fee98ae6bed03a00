"""The enrolments of the demo county, as features see them when they draw their rows
(docs/formats.md §6).
"""

from dataclasses import dataclass, field
from datetime import date

from mia.core.draw import SeededRandom
from mia.organisation.delprojekt.models import Delprojekt
from mia.organisation.staff.models import Staff
from participants.enrolments.models import Enrolment

LAST_DAY = date(2022, 12, 31)  # nothing in the county happens later


@dataclass
class DemoPlace:
    """A delprojekt and those who work with participants there.

    `left_on` is the last day of those who have gone, by the key of the staff. `neighbour` is the
    delprojekt that may ask about its participants.
    """

    delprojekt: Delprojekt
    municipalities: list[str]
    staff: list[Staff] = field(default_factory=list)
    left_on: dict[int, date] = field(default_factory=dict)
    neighbour: "DemoPlace | None" = None


@dataclass(frozen=True)
class DemoStay:
    """An enrolment that is drawn but perhaps not saved, and where it is."""

    enrolment: Enrolment
    place: DemoPlace

    @property
    def last_day(self) -> date:
        """The last day on which something can happen within the enrolment."""
        return self.enrolment.ended_on or LAST_DAY

    def random_for(self, feature: str) -> SeededRandom:
        """A generator of the feature's own for this enrolment.

        It follows from the enrolment's key, and so from the seed of the county. A feature that
        draws again gets the same rows, and a new feature leaves the rows of the others as they
        were.
        """
        return SeededRandom(f"{self.enrolment.pk} {feature}")
