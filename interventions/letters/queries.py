"""Reads of letters and of their templates."""

from datetime import date

from django.db.models import Q
from django.utils.formats import date_format

from interventions.bookings.models import Booking
from interventions.bookings.queries import IS_OPEN
from interventions.letters.models import Letter, LetterTemplate
from mia.organisation.staff.models import Staff
from participants.enrolments.models import Enrolment

NOT_BOOKED = "____"  # to be filled in by hand


def list_letters(user: Staff, enrolment: Enrolment) -> list[Letter]:
    """Return every letter of the case, the latest first."""
    rows = Letter.objects.visible_in(user, enrolment).select_related("registered_by")
    return list(rows.order_by("-dated_on", "-pk"))


def list_templates(today: date) -> list[LetterTemplate]:
    """Return the templates in use."""
    rows = LetterTemplate.objects.filter(Q(retired_on=None) | Q(retired_on__gt=today))
    return list(rows.order_by("position", "name"))


def choose_template(templates: list[LetterTemplate], wanted: str) -> LetterTemplate | None:
    """Return the template of that key, or the first of that kind, else the first of all."""
    for template in templates:
        if wanted in (str(template.pk), template.kind):
            return template
    return templates[0] if templates else None


def fill_in(template: LetterTemplate, user: Staff, enrolment: Enrolment, today: date) -> str:
    """Return the template's text with every placeholder replaced by what MIA knows.

    Day and time are those of the next booked meeting; NOT_BOOKED without one.
    """
    rows = Booking.objects.visible_in(user, enrolment).filter(IS_OPEN, held_on__gte=today)
    booking = rows.order_by("held_on", "starts_at").first()
    values = {
        "{namn}": str(enrolment.participant),
        "{delprojekt}": str(enrolment.delprojekt),
        "{handläggare}": str(user),
        "{dag}": NOT_BOOKED,
        "{tid}": NOT_BOOKED,
    }
    if booking is not None:
        values["{dag}"] = date_format(booking.held_on, "j F Y")
        values["{tid}"] = f"{booking.starts_at:%H.%M}"
    text = template.text
    for word, value in values.items():
        text = text.replace(word, value)
    return text
