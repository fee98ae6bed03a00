"""Reads of questions about contacts."""

from datetime import datetime, timedelta

from interventions.contacts.models import Contact
from interventions.questions.models import ContactQuestion, QuestionQuerySet
from mia.organisation.staff.models import Staff

TOLD_FOR = timedelta(days=7)  # how long the page of today tells of an answer


def list_questions(user: Staff, contact: Contact) -> list[ContactQuestion]:
    """Return the questions about a contact, the first one first."""
    rows = ContactQuestion.objects.visible_in(user, contact.enrolment).filter(contact=contact)
    return list(rows.select_related("asked_by", "answered_by").order_by("asked_at", "pk"))


def list_waiting(user: Staff, now: datetime) -> list[ContactQuestion]:
    """Return the open questions of others about contacts that the user held, and the user's own
    that were answered within the last days; the first one first. One statement.
    """
    return list(waiting_for(user, now))


def waiting_for(user: Staff, now: datetime) -> QuestionQuerySet:
    """Those of list_waiting: each of the two kinds is found by an index of its own."""
    about = ContactQuestion.objects.visible_to(user).filter(contact__isnull=False)
    to_answer = about.filter(contact__staff=user, answered_at=None).exclude(asked_by=user)
    answered = about.filter(asked_by=user, answered_at__gte=now - TOLD_FOR)
    keys = to_answer.values("pk").union(answered.values("pk"), all=True)
    related = ("contact", "enrolment__participant", "asked_by", "answered_by")
    rows = ContactQuestion.objects.visible_to(user).filter(pk__in=keys).select_related(*related)
    waiting: QuestionQuerySet = rows.order_by("asked_at", "pk")
    return waiting
