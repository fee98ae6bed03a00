"""Consents of the demo county, and what was disclosed on them."""

from collections.abc import Iterator

from django.db.models import Model

from mia.core.draw import SeededRandom, at_hour
from mia.core.workdays import workday
from participants.consents.enums import SHARED_KINDS, Agency, ConsentKind, ConsentWay, Purpose
from participants.consents.models import Consent, Disclosure
from participants.demo import DemoStay

SHARES = {
    ConsentKind.SUS: 0.89,
    ConsentKind.COLLABORATION: 0.72,
    ConsentKind.EVALUATION: 0.48,
    ConsentKind.MEETING: 0.31,
}
WAYS = {ConsentWay.PAPER: 0.8, ConsentWay.ELECTRONIC: 0.2}
PARTNERS = (Agency.FK, Agency.AF, Agency.MUNICIPALITY, Agency.REGION)
PURPOSES = {
    ConsentKind.COLLABORATION: Purpose.PLANNING,
    ConsentKind.MEETING: Purpose.MEETING,
}
VERSIONS = {ConsentKind.SUS: "FK 9443 (006)"}
WITHDRAWN = 0.03


# One for each kind, so that no two of a stay are the same.
CONTENTS = {
    ConsentKind.COLLABORATION: "planeringen",
    ConsentKind.MEETING: "vad vi kom överens om på mötet",
}
DISCLOSED = 0.5


def demo_rows(stay: DemoStay) -> Iterator[Model]:
    """Each kind of consent by itself, given in the days before the start; and of half of those
    that name somebody one disclosure, while it holds.
    """
    rng = stay.random_for("consents")
    for kind, share in SHARES.items():
        if rng.happens(share):
            consent = _draw_consent(rng, stay, kind)
            yield consent
            yield from _draw_disclosures(stay, consent)


def _draw_disclosures(stay: DemoStay, consent: Consent) -> Iterator[Disclosure]:
    rng = stay.random_for(f"disclosure {consent.pk}")
    day = workday(rng.between(stay.enrolment.started_on, stay.last_day))
    is_possible = consent.agencies and consent.holds_on(day) and day <= stay.last_day
    if not (is_possible and rng.happens(DISCLOSED)):
        return
    yield Disclosure(
        id=rng.key(day),
        enrolment=stay.enrolment,
        delprojekt=stay.enrolment.delprojekt,
        consent_id=consent.pk,
        agency=consent.agencies[0],
        content=CONTENTS[ConsentKind(consent.kind)],
        disclosed_on=day,
        registered_at=at_hour(day, 15),
        registered_by=stay.place.staff[0],
    )


def _draw_consent(rng: SeededRandom, stay: DemoStay, kind: ConsentKind) -> Consent:
    enrolment = stay.enrolment
    given_on = enrolment.started_on - rng.days(0, 6)
    withdrawn_on = None
    if rng.happens(WITHDRAWN):
        withdrawn_on = rng.between(enrolment.started_on, stay.last_day)
    consent = Consent(
        id=rng.key(given_on),
        enrolment=enrolment,
        delprojekt=enrolment.delprojekt,
        kind=kind,
        given_on=given_on,
        withdrawn_on=withdrawn_on,
        way=rng.one(WAYS),
        text_version=VERSIONS.get(kind, "MIA 2019-02"),
    )
    if kind in SHARED_KINDS:
        consent.agencies = _draw_agencies(rng)
        consent.purpose = PURPOSES[kind]
    return consent


def _draw_agencies(rng: SeededRandom) -> list[str]:
    """Who may share, at least the municipality."""
    agencies = [str(agency) for agency in PARTNERS if rng.happens(0.6)]
    return sorted(agencies) or [str(Agency.MUNICIPALITY)]
