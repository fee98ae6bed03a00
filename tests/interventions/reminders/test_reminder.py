"""Reminders by e-mail: numbers, and nothing about whom."""

from datetime import timedelta

import pytest
from django.utils import timezone

from interventions.bookings.models import Booking
from interventions.planning.models import Step
from interventions.reminders import housekeeping_tasks, queries
from mia.audit.models import AccessLog
from mia.jobs import housekeeping
from tests import factories


@pytest.fixture(autouse=True)
def _some_work(world, today):
    """Two meetings and a late step of Anna's, one of them with a protected person."""
    Booking.objects.all().delete()
    Step.objects.all().delete()
    type(world.anna).objects.update(email="")
    world.anna.email = "anna@prov.example"
    world.anna.save()
    for enrolment in (world.own, world.protected):
        factories.BookingFactory(enrolment=enrolment, staff=world.anna, held_on=today)
    late = today - timedelta(days=2)
    factories.StepFactory(enrolment=world.own, owner="PERSONAL", staff=world.anna, due_on=late)


@pytest.fixture
def _working_day(monkeypatch):
    monkeypatch.setattr(housekeeping_tasks, "is_workday", lambda day: True)


def run():
    return housekeeping.run(housekeeping_tasks.REMIND_STAFF, timezone.localtime)


@pytest.mark.usefixtures("_working_day")
def test_one_message_with_numbers_and_no_names(world, mailoutbox):
    assert run()
    (message,) = mailoutbox
    assert message.to == ["anna@prov.example"]
    assert "2 möten och 1 steg" in message.body
    text = f"{message.subject} {message.body}"
    for enrolment in (world.own, world.protected):
        participant = enrolment.participant
        for private in (participant.given_name, participant.family_name, f"{enrolment.pk}"):
            assert private not in text
    assert AccessLog.objects.filter(event="reminders.sent").count() == 1


@pytest.mark.usefixtures("_working_day")
@pytest.mark.parametrize("what", ["cancelled", "inactive", "left", "done"])
def test_who_has_nothing_or_has_left_gets_none(world, today, mailoutbox, what):
    Booking.objects.filter(staff=world.anna).update(cancelled_on=today)
    if what == "inactive":
        type(world.anna).objects.filter(pk=world.anna.pk).update(is_active=False)
    if what == "left":
        world.anna.memberships.update(ended_on=today - timedelta(days=1))
    if what == "done":
        Step.objects.update(done_on=today)
    assert run()
    expected = 1 if what == "cancelled" else 0
    assert len(mailoutbox) == expected


@pytest.mark.usefixtures("_working_day")
def test_a_dead_mail_server_is_told_and_keeps_nothing(settings, mailoutbox, monkeypatch):
    def refuse(*args, **kwargs):
        raise ConnectionRefusedError

    monkeypatch.setattr(housekeeping_tasks.EmailMessage, "send", refuse)
    assert not run()


def test_no_mail_at_the_weekend(monkeypatch, mailoutbox):
    monkeypatch.setattr(housekeeping_tasks, "is_workday", lambda day: False)
    assert run()
    assert not mailoutbox


def test_only_the_system_reads_the_numbers(world, as_user):
    for who in (world.anna, world.leader, world.admin, None):
        with as_user(who):
            assert queries.list_waiting() == []
