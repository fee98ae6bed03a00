"""Bookings: make one, change it, cancel it, and note the contact that it became."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from interventions.bookings import access, actions, queries
from interventions.bookings.forms import BookForm, CancelForm, ChangeBookingForm
from interventions.bookings.models import Booking
from interventions.contacts.forms import LogForm
from interventions.contacts.queries import topics_on
from interventions.contacts.views import tell_of_report
from interventions.methods.queries import colleagues, default_method
from mia.forms import conflict
from mia.organisation.request import EDIT, StaffRequest
from participants.enrolments.access import get_editable
from participants.enrolments.models import Enrolment


def booking_page(enrolment: Enrolment, **more: object) -> dict[str, object]:
    """What every page about a booking shows."""
    return {"enrolment": enrolment, "participant": enrolment.participant, **more}


def tell_of_overlaps(request: StaffRequest, bookings: Sequence[Booking]) -> None:
    """Warn when the worker has something else then: it is saved all the same."""
    overlaps = queries.find_overlaps(request.user, bookings)
    if overlaps:
        times = ", ".join(f"{row.held_on:%Y-%m-%d} kl. {row.clock}" for row in overlaps[:5])
        messages.warning(request, f"{overlaps[0].staff} har redan en bokad tid då: {times}.")


@EDIT
def book(request: StaffRequest, pk: UUID) -> HttpResponse:
    user, today = request.user, request.work.today
    enrolment = get_editable(user, pk, access.can_book)
    staff = colleagues(enrolment.delprojekt_id, today, user.pk)
    initial = {"staff": user.pk, "minutes": 60, "channel": "MOTE"}
    form = BookForm(request.POST or None, today=today, staff=staff, initial=initial)
    bookings = form.perform(actions.book, enrolment, by=user)
    if bookings:
        messages.success(request, "Tiden är bokad.")
        tell_of_overlaps(request, bookings)
        return redirect(enrolment)
    page = booking_page(enrolment, form=form)
    return render(request, "interventions/bookings/book.html", page)


@EDIT
def change(request: StaffRequest, pk: UUID) -> HttpResponse:
    user = request.user
    booking = access.get_open_booking(user, pk)
    form = change_form(request, booking)
    page = booking_page(booking.enrolment, form=form, booking=booking)
    bookings = form.perform(actions.change, booking, by=user)
    if bookings:
        messages.success(request, "Bokningen är ändrad.")
        tell_of_overlaps(request, bookings)
        return redirect(booking.enrolment)
    return conflict.render_form(request, form, "interventions/bookings/change.html", page)


def change_form(request: StaffRequest, booking: Booking) -> ChangeBookingForm:
    today = request.work.today
    return ChangeBookingForm(
        request.POST or None,
        instance=booking,
        today=today,
        staff=colleagues(booking.delprojekt_id, today, booking.staff_id),
        initial={"place": booking.place},
    )


@EDIT
def cancel(request: StaffRequest, pk: UUID) -> HttpResponse:
    user, today = request.user, request.work.today
    booking = access.get_open_booking(user, pk)
    form = CancelForm(request.POST or None, booking=booking)
    page = booking_page(booking.enrolment, form=form, booking=booking)
    if form.perform(actions.cancel, booking, by=user, on=today):
        messages.success(request, "Tiden är avbokad.")
        return redirect(booking.enrolment)
    return conflict.render_form(request, form, "interventions/bookings/cancel.html", page)


@EDIT
def hold(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The form of a contact, filled in from the booking."""
    user = request.user
    booking = access.get_open_booking(user, pk)
    form = hold_form(request, booking)
    if form.perform(actions.hold, booking, by=user):
        messages.success(request, "Kontakten är sparad.")
        tell_of_report(request, booking.enrolment, form.days)
        return redirect(booking.enrolment)
    page = booking_page(booking.enrolment, form=form, booking=booking)
    return render(request, "interventions/bookings/hold.html", page)


def hold_form(request: StaffRequest, booking: Booking) -> LogForm:
    user, today = request.user, request.work.today
    initial = {
        "held_on": booking.held_on,
        "started_at": booking.starts_at,
        "minutes": booking.minutes,
        "channel": booking.channel,
        "staff": booking.staff_id,
        "method": default_method(user, booking.enrolment, today),
    }
    staff = colleagues(booking.delprojekt_id, today, booking.staff_id)
    topics = topics_on(today)
    sent = request.POST or None
    return LogForm(sent, today=today, staff=staff, topics=topics, initial=initial)
