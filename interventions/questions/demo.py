"""Questions of the demo county: about the first contact of a few, most of them answered."""

from collections.abc import Iterator
from datetime import timedelta

from interventions.contacts import demo as contacts_demo
from interventions.contacts.models import Contact
from interventions.questions.models import ContactQuestion
from mia.core.draw import at_hour
from participants.demo import DemoStay

ASKED, ANSWERED = 0.12, 0.8


def demo_rows(stay: DemoStay) -> Iterator[ContactQuestion]:
    rng = stay.random_for("questions")
    if not rng.happens(ASKED):
        return
    contact = _first_contact(stay)
    if contact is None:
        return
    asked_on = contact.held_on + timedelta(days=1)
    question = ContactQuestion(
        id=rng.key(asked_on),
        contact=contact,
        enrolment=stay.enrolment,
        delprojekt=stay.enrolment.delprojekt,
        text="Behöver mötet en tolk nästa gång?",
        asked_at=at_hour(asked_on, 9),
        asked_by=stay.place.staff[-1],
    )
    if rng.happens(ANSWERED):
        question.answer = "Ja, jag har bokat en."
        question.answered_by = stay.place.staff[0]
        question.answered_at = at_hour(asked_on, 14)
    yield question


def _first_contact(stay: DemoStay) -> Contact | None:
    for row in contacts_demo.demo_rows(stay):
        if isinstance(row, Contact):
            return row
    return None
