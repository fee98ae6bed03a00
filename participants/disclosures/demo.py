"""Disclosures of the demo county."""

from collections.abc import Iterator

from mia.core.draw import at_hour, workday
from participants.consents import demo as consents_demo
from participants.consents.models import Consent
from participants.demo import DemoStay
from participants.disclosures.models import Disclosure

CONTENTS = {"planeringen": 0.5, "vad vi kom överens om på mötet": 0.3, "intyg om deltagande": 0.2}
SHARE = 0.5


def demo_rows(stay: DemoStay) -> Iterator[Disclosure]:
    """At most one of each consent that names somebody, while it holds."""
    rng = stay.random_for("disclosures")
    for consent in consents_demo.demo_rows(stay):
        if consent.agencies and rng.happens(SHARE):
            yield from _draw(stay, consent)


def _draw(stay: DemoStay, consent: Consent) -> Iterator[Disclosure]:
    rng = stay.random_for(f"disclosure {consent.pk}")
    day = workday(rng.between(stay.enrolment.started_on, stay.last_day))
    if not consent.holds_on(day) or day > stay.last_day:
        return
    yield Disclosure(
        id=rng.key(day),
        enrolment=stay.enrolment,
        delprojekt=stay.enrolment.delprojekt,
        consent_id=consent.pk,
        agency=consent.agencies[0],
        content=rng.one(CONTENTS),
        disclosed_on=day,
        registered_at=at_hour(day, 15),
        registered_by=stay.place.staff[0],
    )
