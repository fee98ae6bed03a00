"""Contact details of the demo county: telephones of the series that Post- och telestyrelsen keeps
for films and books.
"""

from collections.abc import Iterator

from django.db.models import Model

from mia.core.draw import SeededRandom, at_hour
from participants.contact_details.enums import ContactWay, RelationRole
from participants.contact_details.models import ContactDetails, RelatedPerson
from participants.demo import DemoStay

WAYS = {
    ContactWay.TELEPHONE: 0.4,
    ContactWay.TEXT: 0.4,
    ContactWay.EMAIL: 0.15,
    ContactWay.LETTER: 0.05,
}
ROLES = {RelationRole.RELATIVE: 0.5, RelationRole.GUARDIAN: 0.2, RelationRole.HEALTH_CARE: 0.3}
NAMES = ("Kim", "Alex", "Robin", "Mika", "Sam")
WITH_TELEPHONE = 0.8
WITH_OTHERS = 0.3


def demo_rows(stay: DemoStay) -> Iterator[Model]:
    """The way of contact, the telephone of most, and somebody else of some."""
    rng = stay.random_for("contact_details")
    enrolment = stay.enrolment
    details = ContactDetails(
        enrolment=enrolment, delprojekt=enrolment.delprojekt, preferred_way=rng.one(WAYS)
    )
    if rng.happens(WITH_TELEPHONE):
        details.telephone = _telephone(rng)
    yield details
    if rng.happens(WITH_OTHERS):
        yield RelatedPerson(
            id=rng.key(enrolment.started_on),
            enrolment=enrolment,
            delprojekt=enrolment.delprojekt,
            role=rng.one(ROLES),
            name=f"{rng.choice(NAMES)} Provsson",
            telephone=_telephone(rng),
            registered_at=at_hour(enrolment.started_on, 10),
            registered_by=stay.place.staff[0],
        )


def _telephone(rng: SeededRandom) -> str:
    """One of 070-174 06 05 to 99."""
    return f"070-174 06 {rng.randrange(5, 100):02d}"
