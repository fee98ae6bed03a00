"""The calendar outside MIA: neutral times at a secret address, which can be taken back."""

import logging
from datetime import time, timedelta

import pytest
from icalendar import Calendar

from interventions.bookings.models import Booking
from interventions.calendars import access, queries
from interventions.calendars.models import CalendarFeed
from mia.audit.models import AccessLog
from tests import factories


@pytest.fixture
def address(world, login):
    Booking.objects.all().delete()
    answer = login(world.anna).post("/kalender/")
    return answer.context["address"].removeprefix("http://testserver")


def events_of(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


def test_times_and_neutral_words_and_nothing_else(world, client, address, today):
    day = today + timedelta(days=1)
    facts = {"staff": world.anna, "held_on": day, "place": "Beroendemottagningen"}
    factories.BookingFactory(enrolment=world.own, channel="HEMBESOK", **facts)
    factories.BookingFactory(
        enrolment=world.own, channel="TELEFON", **facts | {"starts_at": time(14, 30), "minutes": 15}
    )
    factories.BookingFactory(enrolment=world.protected, **facts)
    factories.BookingFactory(enrolment=world.own, cancelled_on=today, **facts)
    factories.BookingFactory(enrolment=world.colleagues, **facts | {"staff": world.bo})
    home, call = events_of(client, address)
    assert [str(one["SUMMARY"]) for one in (home, call)] == ["Möte", "Telefonsamtal"]
    assert f"{call.decoded('DTSTART').astimezone():%Y-%m-%d %H:%M}" == f"{day} 14:30"
    assert call.decoded("DTEND") - call.decoded("DTSTART") == timedelta(minutes=15)
    text = client.get(address).content.decode()
    participant = world.own.participant
    for private in (participant.given_name, participant.family_name, "Beroende", f"{world.own.pk}"):
        assert private not in text
    for booking in Booking.objects.all():
        assert str(booking.pk) not in text


def test_each_fetch_is_recorded_and_the_address_nowhere(world, client, address, caplog):
    secret = address.rpartition("/")[2].removesuffix(".ics")
    assert secret not in str(CalendarFeed.objects.values_list().get())
    with caplog.at_level(logging.DEBUG):
        events_of(client, address)
        client.get(address.replace(".ics", "x.ics"))
    row = AccessLog.objects.get(event="calendar.fetched")
    assert row.extra["staff"] == world.anna.pk
    assert secret not in str(list(AccessLog.objects.values()))
    for record in caplog.records:
        assert secret not in without_secrets(record)


def without_secrets(record):
    """The line as the application's own handler writes it."""
    from mia.core.log_format import NoIdentityNumbers  # noqa: PLC0415 - beside its only use

    NoIdentityNumbers().filter(record)
    return record.getMessage()


def test_an_address_that_is_taken_back_leads_nowhere(world, login, client, address):
    anna = login(world.anna)
    newer = anna.post("/kalender/").context["address"]
    assert client.get(address).status_code == 404
    assert client.get(newer).status_code == 200
    anna.post("/kalender/aterkalla/")
    assert client.get(newer).status_code == 404
    assert not CalendarFeed.objects.exists()


@pytest.mark.parametrize("way", ["is_active", "membership"])
def test_who_has_left_has_no_calendar(world, client, address, today, way):
    factories.BookingFactory(enrolment=world.own, staff=world.anna, held_on=today)
    assert len(events_of(client, address)) == 1
    if way == "is_active":
        world.anna.is_active = False
        world.anna.save()
        assert client.get(address).status_code == 404
    else:
        world.anna.memberships.update(ended_on=today - timedelta(days=1))
        assert events_of(client, address) == []


def test_who_fetches_too_often_waits(client, address, monkeypatch):
    monkeypatch.setattr(access, "MOST_FETCHES", 2)
    answers = [client.get(address).status_code for _ in range(3)]
    assert answers == [200, 200, 429]


def test_nobody_reads_the_addresses_of_others(world, address, as_user):
    for who, count in ((world.anna, 1), (world.leader, 0), (world.admin, 0), (None, 0)):
        with as_user(who):
            assert CalendarFeed.objects.count() == count
    assert queries.find_owner("0" * 64) is None
