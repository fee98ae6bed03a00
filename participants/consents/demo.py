"""Consents of the demo county."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random

from mia.core import draw
from participants.consents.enums import ConsentKind
from participants.consents.models import Consent
from participants.demo import DemoStay

SHARES = {
    ConsentKind.SUS: 0.89,
    ConsentKind.COLLABORATION: 0.72,
    ConsentKind.EVALUATION: 0.48,
}
WITHDRAWN = 0.03


def demo_rows(stay: DemoStay) -> Iterator[Consent]:
    """Each kind of consent by itself, given in the days before the start."""
    rng = stay.random_for("consents")
    for kind, share in SHARES.items():
        if rng.random() < share:
            yield _draw_consent(rng, stay, kind)


def _draw_consent(rng: Random, stay: DemoStay, kind: ConsentKind) -> Consent:
    enrolment = stay.enrolment
    given_on = enrolment.started_on - timedelta(days=rng.randrange(6))
    withdrawn_on = None
    if rng.random() < WITHDRAWN:
        withdrawn_on = draw.between(rng, enrolment.started_on, stay.last_day)
    return Consent(
        id=draw.key(rng, given_on),
        enrolment=enrolment,
        delprojekt=enrolment.delprojekt,
        kind=kind,
        given_on=given_on,
        withdrawn_on=withdrawn_on,
    )
