"""Letters of the demo county."""

from collections.abc import Iterator

from interventions.letters.models import Letter
from mia.core.draw import at_hour
from participants.demo import DemoStay

SENT = 0.3


def demo_rows(stay: DemoStay) -> Iterator[Letter]:
    """An invitation to some."""
    rng = stay.random_for("letters")
    if not rng.happens(SENT):
        return
    day = stay.enrolment.started_on
    yield Letter(
        id=rng.key(day),
        enrolment=stay.enrolment,
        delprojekt=stay.enrolment.delprojekt,
        kind="KALLELSE",
        heading="Välkommen till ett möte",
        text="Hej!\n\nDu är välkommen till ett möte.",
        dated_on=day,
        registered_at=at_hour(day, 15),
        registered_by=stay.place.staff[0],
    )
