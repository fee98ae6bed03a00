"""Absence of a colleague: the substitute works with the cases for those days, and no longer."""

from datetime import timedelta

import pytest

from interventions.contacts.models import Note
from mia.organisation.absences.models import Absence
from participants.enrolments.models import Enrolment
from tests.factories import AbsenceFactory, case
from tests.interventions.contacts.sent import log_url, typed

PAGE = "/bemanning/OS/franvaro/"
SAVED = 302


def sent(world, **changed):
    days = {"started_on": world.today, "ended_on": world.today + timedelta(days=3)}
    return {"staff": world.anna.pk, "substitute": world.bo.pk} | days | changed


def absent(world, first, last, **facts):
    spell = {
        "started_on": world.today + timedelta(first),
        "ended_on": world.today + timedelta(last),
    }
    people = {"staff": world.anna, "substitute": world.bo, "delprojekt": world.os}
    return AbsenceFactory(**people | spell | facts)


@pytest.mark.parametrize("who", ["leader", "anna"])
def test_the_leader_or_the_absent_registers_and_the_substitute_works(world, login, who):
    bo = login(world.bo)
    assert bo.get(world.own.get_absolute_url()).status_code == 404
    assert login(getattr(world, who)).post(PAGE, sent(world)).status_code == SAVED
    assert "Ekdal" in bo.get("/deltagare/").content.decode(), "among those one is responsible for"
    assert "Anteckning om" in bo.get(world.own.get_absolute_url()).content.decode()
    assert bo.post(log_url(world.own), typed(world.bo)).status_code == SAVED
    absence = Absence.objects.get()
    login(world.leader).post(f"/bemanning/franvaro/{absence.pk}/avsluta/")
    assert bo.get(world.own.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(("first", "last", "sees"), [(0, 0, 1), (-3, -1, 0), (1, 3, 0), (-3, 3, 1)])
def test_on_those_days_only_and_never_a_protected_case(world, as_user, first, last, sees):
    absent(world, first, last)
    with as_user(world.bo):
        own = {world.own.pk, world.protected.pk}
        assert Enrolment.objects.filter(pk__in=own).count() == sees
        assert Note.objects.filter(enrolment__in=own).count() == sees


def test_in_that_delprojekt_only_and_not_further(world, as_user):
    """Neither the substitute's own substitute, nor the cases of another delprojekt."""
    elsewhere = case(world.hbs, world.anna)
    absent(world, 0, 3)
    absent(world, 0, 3, staff=world.bo, substitute=world.dan)
    with as_user(world.bo):
        assert not Enrolment.objects.filter(pk=elsewhere.pk).exists()
    colleague = case(world.os, world.anna, protection="SEKRETESSMARKERING")
    with as_user(world.dan):
        assert Enrolment.objects.filter(pk=world.colleagues.pk).exists()
        assert not Enrolment.objects.filter(pk=colleague.pk).exists()


REFUSED = [
    ("dan", {}, "staff"),  # a colleague's: it would open the cases to whom Dan likes
    ("leader", {"substitute": "anna"}, "substitute"),
    ("leader", {"substitute": "cecilia"}, "substitute"),
    ("leader", {"ended_on": "2020-01-01"}, "ended_on"),
]


@pytest.mark.parametrize(("who", "changed", "field"), REFUSED)
def test_what_is_refused_says_so_at_its_field(world, login, who, changed, field):
    if "substitute" in changed:
        changed = {"substitute": getattr(world, changed["substitute"]).pk}
    answer = login(getattr(world, who)).post(PAGE, sent(world, **changed))
    assert field in answer.context["form"].errors
    assert not Absence.objects.exists()


def test_one_absence_at_a_time(world, login):
    absent(world, -1, 1)
    answer = login(world.leader).post(PAGE, sent(world))
    assert "redan frånvaro" in answer.context["form"].errors["started_on"][0]


@pytest.mark.parametrize("who", ["bo", "dan", "other_leader", "coordinator"])
def test_the_database_lets_nobody_become_a_substitute(world, as_user, who):
    user = getattr(world, who)
    with as_user(user), pytest.raises(Exception, match="row-level security"):
        absent(world, 0, 3, substitute=user, registered_by=user)
