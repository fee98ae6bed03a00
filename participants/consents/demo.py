"""Consents of the demo county."""

from collections.abc import Iterator

from mia.core.draw import SeededRandom
from participants.consents.enums import SHARED_KINDS, Agency, ConsentKind, ConsentWay, Purpose
from participants.consents.models import Consent
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


def demo_rows(stay: DemoStay) -> Iterator[Consent]:
    """Each kind of consent by itself, given in the days before the start."""
    rng = stay.random_for("consents")
    for kind, share in SHARES.items():
        if rng.happens(share):
            yield _draw_consent(rng, stay, kind)


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
