"""Closing in one round: what goes on ends the same day, what is already there is proposed, and what
comes after is told.
"""

from datetime import date, timedelta

import pytest

from interventions.follow_ups.models import FollowUp
from interventions.methods.models import MethodWork
from participants.assignments.models import Assignment
from tests import factories

END = date(2021, 11, 30)


def url(enrolment):
    return f"{enrolment.get_absolute_url()}avsluta/"


def typed(form, **changes):
    """What a browser sends of the form as it is shown, with the facts filled in."""
    return {
        "version": form.instance.version,
        "ended_on": f"{END}",
        "exit_reason": "FLYTT",
        "income_after": ["LON"],
        "ends_too": form.fields["ends_too"].initial,
    } | changes


@pytest.fixture
def crowded(world):
    """Anna and Dan are responsible; two methods, one of them over, and work at 50 per cent."""
    FollowUp.objects.all().delete()
    world.own.spells.all().delete()
    Assignment.objects.create(
        enrolment=world.own, delprojekt=world.os, staff=world.dan, started_on=date(2021, 4, 1)
    )
    factories.MethodWorkFactory(
        enrolment=world.own, method="IPS", started_on=date(2021, 4, 1), ended_on=date(2021, 5, 1)
    )
    for percent in (50, 25):
        factories.SpellFactory(
            enrolment=world.own, organisation=f"Bageri {percent}", percent=percent
        )
    return world


@pytest.mark.parametrize(("who", "stays"), [("anna", "anna"), ("dan", "dan"), ("leader", "anna")])
def test_methods_and_responsibility_end_on_the_last_day(crowded, login, who, stays):
    """The user, or else the first one responsible, is proposed to stay and follow up."""
    world = crowded
    client = login(getattr(world, who))
    form = client.get(url(world.own)).context["form"]
    assert [label for _, label in form.fields["ends_too"].choices] == [
        "Ansvaret, Anna Provsson",
        "Ansvaret, Dan Provsson",
        "Metoden case management",
        f"Gruppen {world.own.groups.get().group}",
    ]
    assert (form["work_after"].value(), form["work_after_percent"].value()) == (
        "SUBVENTIONERAT",
        75,
    )
    response = client.post(url(world.own), typed(form), follow=True)
    first, second = END + timedelta(days=28), END + timedelta(days=182)
    assert f"Uppföljning är bokad till {first} och {second}." in response.content.decode()
    assert dict(world.own.methods.values_list("method", "ended_on")) == {
        "CM": END,
        "IPS": date(2021, 5, 1),
    }
    open_ones = world.own.assignments.filter(ended_on=None)
    assert [row.staff for row in open_ones] == [getattr(world, stays)]


def test_what_is_not_ticked_goes_on(crowded, login):
    client = login(crowded.anna)
    form = client.get(url(crowded.own)).context["form"]
    assert client.post(url(crowded.own), typed(form, ends_too=[])).status_code == 302
    assert crowded.own.methods.filter(ended_on=None).count() == 1
    assert crowded.own.assignments.filter(ended_on=None).count() == 2


def test_somebody_stays_responsible_and_nothing_ends_by_half(crowded, login):
    client = login(crowded.anna)
    form = client.get(url(crowded.own)).context["form"]
    every = [key for key, _ in form.fields["ends_too"].choices]
    response = client.post(url(crowded.own), typed(form, ends_too=every))
    assert "Minst en person" in " ".join(response.context["form"].errors["ends_too"])
    crowded.own.refresh_from_db()
    assert crowded.own.is_open
    assert crowded.own.methods.filter(ended_on=None).count() == 1
    assert crowded.own.assignments.filter(ended_on=None).count() == 2


def test_who_gives_the_case_up_comes_to_the_list(crowded, login):
    client = login(crowded.anna)
    form = client.get(url(crowded.own)).context["form"]
    own = crowded.own.assignments.get(staff=crowded.anna)
    Assignment.objects.filter(pk=own.pk).update(started_on=date(2021, 3, 1))
    crowded.dan.memberships.update(team=None)
    crowded.anna.memberships.update(team=None)
    response = client.post(url(crowded.own), typed(form, ends_too=[f"ansvar:{own.pk}"]))
    assert response.url == "/deltagare/"


def test_every_error_is_told_at_once(crowded, login):
    client = login(crowded.anna)
    form = client.get(url(crowded.own)).context["form"]
    sent = typed(form, ended_on="", exit_reason="", income_after=[], ends_too=["metod:0"])
    response = client.post(url(crowded.own), sent | {"work_after_percent": "50"})
    errors = response.context["form"].errors
    assert {"ended_on", "exit_reason", "income_after", "ends_too", "work_after"} <= set(errors)


def test_a_key_of_somebody_elses_method_ends_nothing(crowded, login):
    client, other = login(crowded.anna), crowded.elsewhere.methods.get()
    form = client.get(url(crowded.own)).context["form"]
    response = client.post(url(crowded.own), typed(form, ends_too=[f"metod:{other.pk}"]))
    assert response.context["form"].errors["ends_too"]
    assert MethodWork.objects.get(pk=other.pk).ended_on is None


def test_a_closed_enrolment_is_corrected_without_the_question(crowded, login):
    client = login(crowded.anna)
    form = client.get(url(crowded.own)).context["form"]
    client.post(url(crowded.own), typed(form))
    assert "ends_too" not in client.get(url(crowded.own)).context["form"].fields
