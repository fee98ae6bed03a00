"""Reads of questions about contacts."""

from datetime import datetime, timedelta

from django.db.models import Q

from interventions.contacts.models import Contact
from interventions.questions.models import ContactQuestion
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
    to_answer = Q(contact__staff=user, answered_at=None) & ~Q(asked_by=user)
    answered = Q(asked_by=user, answered_at__gte=now - TOLD_FOR)
    rows = ContactQuestion.objects.visible_to(user).filter(to_answer | answered)
    related = rows.filter(contact__isnull=False).select_related(
        "contact", "enrolment__participant", "asked_by", "answered_by"
    )
    return list(related.order_by("asked_at", "pk"))
