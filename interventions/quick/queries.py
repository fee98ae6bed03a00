"""What a line is read against: one's own participants, and the topics."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from interventions.contacts.queries import topics_on
from interventions.quick.grammar import read_contact
from interventions.quick.meaning import QuickContact, Topic
from interventions.quick.names import Person
from mia import audit
from mia.organisation.staff.models import Staff
from participants.enrolments.queries import assigned_to

FIELDS = ("pk", "participant__given_name", "participant__family_name", "participant")
LONGEST_LIST = 8  # persons to choose among; the user writes more letters first


def own_persons(user: Staff, today: date) -> dict[Person, UUID]:
    """Return the user's own open cases by first name, each with the key of its participant.

    Whoever shows one records it as viewed.
    """
    cases = assigned_to(user, today).filter(ended_on=None)
    ordered = cases.order_by("participant__given_name", "participant__family_name", "pk")
    persons = {}
    for key, given_name, family_name, participant in ordered.values_list(*FIELDS):
        persons[Person(key, given_name, family_name)] = participant
    return persons


def list_persons(user: Staff, today: date) -> list[Person]:
    """Return the user's own open cases by first name, all of them recorded as viewed."""
    persons = own_persons(user, today)
    for participant in persons.values():
        audit.record_view(participant)
    return list(persons)


def read_line(user: Staff, text: str, today: date) -> QuickContact:
    """Return what the line means for the user.

    Those whom it names are recorded as viewed, as many for each name as a list shows.
    """
    persons = own_persons(user, today)
    topics = [Topic(topic.code, topic.label) for topic in topics_on(today)]
    contact = read_contact(text, persons=list(persons), topics=topics, today=today)
    for person in _shown(contact):
        audit.record_view(persons[person])
    return contact


def _shown(contact: QuickContact) -> Iterable[Person]:
    for named in contact.people:
        yield from named.candidates[:LONGEST_LIST]
