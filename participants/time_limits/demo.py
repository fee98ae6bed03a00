"""Extensions and pauses of the demo county."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Model

from mia.core.draw import at_hour
from mia.core.workdays import workday
from participants.demo import DemoStay
from participants.time_limits.models import Extension, Pause

PAUSED = 0.1
LONG_STAY = timedelta(days=400)
EXTENDED = 0.5  # of the long stays
EXTENDED_BECAUSE = {"PAGAENDE_ARBETSTRANING": 0.4, "NARA_ARBETE": 0.3, "METODEN_KRAVER": 0.3}
PAUSED_BECAUSE = {"SJUKDOM": 0.7, "FORALDRALEDIG": 0.2, "UTOMLANDS": 0.1}


def demo_rows(stay: DemoStay) -> Iterator[Model]:
    """A pause for some, and an extension for half of those who stayed long."""
    rng = stay.random_for("time_limits")
    enrolment, staff = stay.enrolment, stay.place.staff[0]
    scope = {"enrolment": enrolment, "delprojekt": enrolment.delprojekt, "registered_by": staff}
    is_protected = enrolment.participant.is_protected
    paused_on = workday(enrolment.started_on + rng.days(30, 150))
    resumed_on = paused_on + rng.days(14, 90)
    if rng.happens(PAUSED) and resumed_on <= stay.last_day:
        yield Pause(
            id=rng.key(paused_on),
            is_protected=is_protected,
            started_on=paused_on,
            ended_on=resumed_on,
            reason_id=rng.one(PAUSED_BECAUSE),
            registered_at=at_hour(paused_on, 9),
            **scope,
        )
    decided_on = workday(enrolment.started_on + LONG_STAY)
    if decided_on <= stay.last_day and rng.happens(EXTENDED):
        yield Extension(
            id=rng.key(decided_on),
            is_protected=is_protected,
            decided_on=decided_on,
            months=rng.choice([3, 6, 6]),
            reason_id=rng.one(EXTENDED_BECAUSE),
            registered_at=at_hour(decided_on, 9),
            **scope,
        )
