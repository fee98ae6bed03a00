"""What stands in each list of a delprojekt."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from interventions.today import lists
from participants.enrolments.models import Enrolment
from tests import factories
from tests.interventions.today.watched import (
    LONG_AGO,
    STOCKHOLM,
    URL,
    calm,
    friday_of,
    listed,
    long_registered,
)


def test_those_longest_without_contact_stand_first_with_their_worker(world, leader):
    today = world.today
    for name, days in (("Trettio", 30), ("Trettioett", 31), ("Femtio", 50)):
        enrolment = factories.case(
            world.os, world.bo, started_on=LONG_AGO, given_name="Ola", family_name=name
        )
        factories.ContactFactory(enrolment=enrolment, held_on=today - timedelta(days=days))
    never = factories.case(
        world.os, None, started_on=today - timedelta(days=40), given_name="Ola", family_name="Ny"
    )
    paused = factories.case(world.os, world.bo, started_on=LONG_AGO)
    factories.PauseFactory(enrolment=paused, started_on=today, ended_on=None)
    assert never.started_on < today - timedelta(days=30)
    assert listed(leader, "utan-kontakt") == ["Ola Femtio", "Ola Ny", "Ola Trettioett"]
    page = leader.get(f"{URL}utan-kontakt/").content.decode()
    assert "50 dagar sedan kontakt" in page
    assert "Bo Provsson" in page
    assert "Ingen ansvarig" in page


@pytest.mark.parametrize(
    ("months", "days", "is_told"),
    [(48, 30, True), (48, 31, False), (48, -5, True), (None, 0, False)],
)
def test_whose_time_ends(world, leader, months, days, is_told):
    """The last day is so many days ahead; without a limit no time ends."""
    if months is not None:
        factories.TimeLimitFactory(delprojekt=world.os, months=months, started_on=date(2010, 1, 1))
    last_day = world.today + timedelta(days=days)
    after = last_day + timedelta(days=1)
    started_on = after.replace(year=after.year - 4)
    long_registered(calm(world, family_name="Tid", started_on=started_on))
    Enrolment.objects.filter(pk__in=[world.own.pk, world.colleagues.pk]).update(
        started_on=world.today
    )
    assert listed(leader, "tiden") == (["Ola Tid"] if is_told else [])


def test_an_extension_moves_the_end_on(world, leader):
    factories.TimeLimitFactory(delprojekt=world.os, months=12, started_on=date(2010, 1, 1))
    started_on = world.today - timedelta(days=400)
    enrolment = calm(world, family_name="Mer", started_on=started_on)
    assert "Ola Mer" in listed(leader, "tiden")
    factories.ExtensionFactory(enrolment=enrolment, months=24)
    assert "Ola Mer" not in listed(leader, "tiden")


@pytest.mark.parametrize(
    ("ends", "other", "is_told"),
    [(0, None, True), (30, None, True), (31, None, False), (-1, None, False), (9, 31, False)],
)
def test_which_methods_end_with_nothing_after(world, leader, ends, other, is_told):
    enrolment = calm(world, family_name="Metod")
    factories.MethodWorkFactory(
        enrolment=enrolment, method="SE", ended_on=world.today + timedelta(days=ends)
    )
    if other is not None:
        factories.MethodWorkFactory(
            enrolment=enrolment, method="IPS", ended_on=world.today + timedelta(days=other)
        )
    assert listed(leader, "metoder") == (["Ola Metod"] if is_told else [])


@pytest.mark.parametrize(
    ("planned", "other", "is_told"),
    [
        (0, None, True),
        (30, None, True),
        (31, None, False),
        (-1, None, False),
        (9, {"planned_until": 31}, False),
        (9, {"planned_until": None}, False),
        (9, {"planned_until": 8}, True),
    ],
)
def test_which_placements_end_with_nothing_after(world, leader, planned, other, is_told):
    enrolment = calm(world, family_name="Plats")
    day = world.today + timedelta(days=planned)
    factories.PlacementFactory(enrolment=enrolment, planned_until=day)
    if other is not None:
        days = other["planned_until"]
        until = None if days is None else world.today + timedelta(days=days)
        factories.PlacementFactory(enrolment=enrolment, planned_until=until)
    assert ("Ola Plats" in listed(leader, "placeringar")) is is_told


def test_who_is_new(world, leader):
    friday = friday_of(world.today)
    calm(world, family_name="Planerad", started_on=friday + timedelta(days=1))
    calm(world, family_name="Fredag", started_on=friday)
    late = calm(world, family_name="Efterhand", started_on=friday - timedelta(days=9))
    before = calm(world, family_name="Innan", started_on=friday - timedelta(days=9))
    moment = datetime.combine(friday, lists.WEEK_ENDS_AT, tzinfo=STOCKHOLM)
    Enrolment.objects.filter(pk=late.pk).update(registered_at=moment)
    second = timedelta(seconds=1)
    Enrolment.objects.filter(pk=before.pk).update(registered_at=moment - second)
    told = {"Ola Efterhand"}
    if world.today > friday:
        told |= {"Ola Planerad"}
    assert set(listed(leader, "nyinskrivna")) == told


@pytest.mark.parametrize(
    ("days", "registered", "is_told"),
    [(0, 0, True), (-1, 0, False), (-40, 1, True), (-40, 0, False)],
)
def test_who_has_left(world, leader, days, registered, is_told):
    """The last day and the registration of it are so many days from the Friday."""
    friday = friday_of(world.today)
    ended_on = friday + timedelta(days=days)
    enrolment = calm(world, family_name="Slut", ended_on=ended_on, exit_reason_id="FLYTT")
    Enrolment.objects.filter(pk=enrolment.pk).update(
        exit_registered_on=friday + timedelta(days=registered)
    )
    is_over = ended_on < world.today
    assert listed(leader, "avslutade") == (["Ola Slut"] if is_told and is_over else [])


@pytest.mark.parametrize(
    ("started", "ended", "slug", "is_told"),
    [
        (1, None, "metoder-borjade", True),
        (0, None, "metoder-borjade", False),
        (-50, 0, "metoder-slutade", True),
        (-50, -1, "metoder-slutade", False),
    ],
)
def test_which_methods_began_and_ended(world, leader, started, ended, slug, is_told):
    friday = friday_of(world.today)
    enrolment = calm(world, family_name="Metod")
    factories.MethodWorkFactory(
        enrolment=enrolment,
        method="SE",
        started_on=friday + timedelta(days=started),
        ended_on=None if ended is None else friday + timedelta(days=ended),
    )
    has_come = started <= 0 or friday < world.today
    is_over = ended is None or friday < world.today
    assert ("Ola Metod" in listed(leader, slug)) is (is_told and has_come and is_over)


@pytest.mark.parametrize("facts", [{"before": True}, {"undone": True}])
def test_which_handovers_are_told(world, leader, facts):
    since = lists.watched_at(None, timezone.localtime()).since
    row = factories.CaseHandoverFactory(
        enrolment=world.own, handed_over_at=since, former=world.dan, successor=world.bo
    )
    assert listed(leader, "overlamningar") == ["Ylva Ekdal"]
    assert "från Dan Provsson till Bo Provsson" in text_of(leader, "overlamningar")
    if facts.get("before"):
        row.handed_over_at = since - timedelta(seconds=1)
    else:
        row.undone_at, row.undone_by = timezone.now(), world.leader
    row.save()
    assert listed(leader, "overlamningar") == []


def text_of(client, slug):
    return client.get(f"{URL}{slug}/").content.decode().replace("Från", "från")


def test_which_referrals_are_told(world, login, leader):
    """By those who register participants; a protected person's by the alias."""
    referral = factories.ReferralFactory(delprojekt=world.os)
    hidden = factories.ReferralFactory(
        delprojekt=world.os, protection="SEKRETESSMARKERING", family_name="Dold"
    )
    elsewhere = factories.ReferralFactory(delprojekt=world.hbs)
    names = listed(leader, "remisser")
    assert set(names) == {str(referral), hidden.alias}
    assert str(elsewhere) not in names
    assert reverse("participants:referral", args=[referral.pk]) in text_of(leader, "remisser")
    assert login(world.coordinator).get(f"{URL}remisser/").status_code == 404
