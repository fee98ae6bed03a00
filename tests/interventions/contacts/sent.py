"""Forms about contacts as a browser sends them."""

from mia.core.uuid7 import uuid7

SECRET = "Hen berättade om skulderna."


def typed(user, **changes):
    """A filled-in form for a contact."""
    facts = {
        "held_on": "2021-05-12",
        "started_at": "",
        "minutes": "45",
        "channel": "TELEFON",
        "outcome": "GENOMFORD",
        "method": "CM",
        "staff": user.pk,
        "note": SECRET,
        "key": str(uuid7()),
    }
    return facts | changes


def log_url(enrolment):
    return f"/deltagare/{enrolment.pk}/kontakter/ny/"


def of(enrolment):
    return enrolment.contacts.order_by("pk")


def correction(contact, **changes):
    facts = {
        "held_on": contact.held_on,
        "started_at": "",
        "minutes": contact.minutes,
        "channel": contact.channel,
        "outcome": contact.outcome,
        "method": "",
        "staff": "",
        "note": contact.note.text,
        "version": contact.version,
    }
    return facts | changes
