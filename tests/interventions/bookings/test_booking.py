"""Booked meetings: entered once, they become contacts; overlaps warn; they recur."""

from datetime import time, timedelta

import pytest

from interventions.bookings.models import Booking
from interventions.contacts.models import Contact
from mia.audit.models import AccessLog
from mia.core.uuid7 import uuid7
from tests import factories
from tests.interventions.cases.pages import page_of


@pytest.fixture(autouse=True)
def _none_yet(world):
    Booking.objects.all().delete()


def book(client, enrolment, day, **changes):
    facts = {"held_on": day, "starts_at": "10:00", "minutes": "60", "channel": "MOTE"}
    facts |= {"every_weeks": "0", "times": "", "place": "Rum 4", "key": uuid7()}
    return client.post(f"{enrolment.get_absolute_url()}boka/", facts | changes)


@pytest.mark.parametrize("who", ["anna", "dan", "leader"])
def test_a_meeting_is_entered_once(world, login, today, who):
    """Booked, held, and then it is the contact: nothing is typed twice."""
    user = getattr(world, who)
    client = login(user)
    key = uuid7()
    for _ in range(2):
        assert book(client, world.own, today, staff=user.pk, key=key).status_code == 302
    booking = Booking.objects.get()
    assert "Rum 4" not in str(Booking.objects.values_list("place", flat=True).get())
    case = page_of(client, world.own)
    assert "Bokat möte kl. 10:00–11:00" in case
    assert "Nästa tid" in case
    assert "Dagens möten" in client.get("/idag/").content.decode()
    page = f"/bokningar/{booking.pk}/kontakt/"
    form = client.get(page).context["form"]
    sent = {name: form[name].value() for name in form.fields}
    sent = {name: value for name, value in sent.items() if value is not None}
    assert client.post(page, sent | {"note": "Vi sågs."}).status_code == 302
    booking.refresh_from_db()
    contact = booking.contact
    assert (contact.held_on, contact.minutes, contact.channel) == (today, 60, "MOTE")
    assert (contact.started_at, contact.staff_id) == (time(10), user.pk)
    assert client.get(page).status_code == 404, "it is noted"
    assert "Dagens möten" not in client.get("/idag/").content.decode()
    assert "Bokat möte" not in page_of(client, world.own)
    assert AccessLog.objects.filter(event__contains="booking.held").count() == 1


def test_a_contact_that_is_removed_leaves_the_booking_open(world, login, today):
    contact = factories.ContactFactory(enrolment=world.own, staff=world.anna)
    booking = factories.BookingFactory(enrolment=world.own, staff=world.anna, contact=contact)
    url = f"/kontakter/{contact.pk}/ta-bort/"
    assert login(world.anna).post(url, {"reason": "AGDE_EJ_RUM"}).status_code == 302
    booking.refresh_from_db()
    assert booking.is_open
    assert not Contact.objects.filter(pk=contact.pk).exists()


def test_an_overlap_warns_and_is_saved(world, login, today):
    client, day = login(world.anna), today + timedelta(days=1)
    factories.BookingFactory(enrolment=world.own, staff=world.anna, held_on=day)
    for clock, is_warned in (("11:00", False), ("10:59", True), ("09:00", False), ("09:30", True)):
        book(client, world.own, day, staff=world.anna.pk, starts_at=clock)
        page = page_of(client, world.own)
        assert ("har redan en bokad tid" in page) is is_warned, clock
        assert Booking.objects.filter(starts_at=clock).delete()[0]


def test_a_series_is_booked_and_its_rest_cancelled(world, login, today):
    client, day = login(world.anna), today + timedelta(days=1)
    answer = book(client, world.own, day, staff=world.anna.pk, every_weeks="2", times="27")
    assert "times" in answer.context["form"].errors
    book(client, world.own, day, staff=world.anna.pk, every_weeks="2", times="3")
    rows = list(Booking.objects.order_by("held_on"))
    assert [(row.held_on - day).days for row in rows] == [0, 14, 28]
    assert page_of(client, world.own).count("Bokat möte") == 1
    page = f"/bokningar/{rows[1].pk}/avboka/"
    assert client.post(page, {"version": 1, "with_later": "on"}).status_code == 302
    days = Booking.objects.order_by("held_on").values_list("cancelled_on", flat=True)
    assert list(days) == [None, today, today]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"held_on": "2021-04-01"}, "held_on"),
        ({"starts_at": "25:00"}, "starts_at"),
        ({"minutes": "0"}, "minutes"),
        ({"channel": "MEDDELANDE"}, "channel"),
        ({"place": "x" * 101}, "place"),
    ],
)
def test_what_is_refused_is_told_at_its_field(world, login, today, changes, field):
    facts = {"day": today, "staff": world.anna.pk}
    day = changes.pop("held_on", facts["day"])
    answer = book(login(world.anna), world.own, day, staff=facts["staff"], **changes)
    assert field in answer.context["form"].errors


def test_those_who_do_not_read_notes_see_none(world, login, as_user, today):
    factories.BookingFactory(enrolment=world.own, staff=world.anna, held_on=today)
    assert "Bokat möte" not in page_of(login(world.coordinator), world.own)
    with as_user(world.coordinator):
        assert not Booking.objects.exists()
