"""Removing what was registered by mistake: why, by whom, and that history keeps it."""

from datetime import date

import pytest

from interventions.employment.models import Qualification, Spell
from interventions.follow_ups.models import FollowUp
from interventions.transitions.models import Transition
from mia.audit.models import AccessLog
from tests import factories
from tests.interventions.cases.pages import page_of

KINDS = {
    "period": (Spell, factories.SpellFactory),
    "kvalifikation": (Qualification, factories.QualificationFactory),
    "overgang": (Transition, factories.TransitionFactory),
    "uppfoljning": (FollowUp, factories.FollowUpFactory),
}


@pytest.fixture(autouse=True)
def _none_yet(world):
    for model in (FollowUp, Spell, Qualification, Transition):
        model.objects.filter(enrolment=world.own).delete()


def url(enrolment, kind, row):
    return f"{enrolment.get_absolute_url()}ta-bort/{kind}/{row.pk}/"


@pytest.mark.parametrize("kind", KINDS)
def test_a_mistake_is_removed_with_a_reason_and_history_keeps_it(world, login, kind):
    model, factory = KINDS[kind]
    row = factory(enrolment=world.own)
    client, page = login(world.anna), url(world.own, kind, row)
    response = client.post(page, {"reason": ""})
    assert response.context["form"].errors["reason"] == ["Välj varför det tas bort."]
    assert client.post(page, {"reason": "DUBBELT"}).url == world.own.get_absolute_url()
    assert not model.objects.filter(pk=row.pk).exists()
    assert client.post(page, {"reason": "DUBBELT"}).status_code == 404, "it is gone already"
    log = AccessLog.objects.get(event="mistake.removed")
    assert log.participants == [world.own.participant_id]
    assert (log.extra["reason"], log.extra["kind"]) == ("DUBBELT", model._meta.model_name)
    events = row.events.model.objects.filter(id=row.pk)
    assert events.order_by("pgh_id").last().pgh_label == "delete"


def test_answers_about_work_go_with_it(world, login):
    """Also in the figures: what is left is only the answer about the exit."""
    spell = factories.SpellFactory(enrolment=world.own, started_on=date(2021, 4, 1))
    factories.FollowUpFactory(enrolment=world.own, spell=spell, moment="1M", answer="KVAR")
    kept = factories.FollowUpFactory(enrolment=world.own)
    client, page = login(world.anna), url(world.own, "period", spell)
    assert "Svaren på uppföljningarna" in client.get(page).content.decode()
    assert "Började arbete" in page_of(client, world.own)
    assert client.post(page, {"reason": "BLEV_INTE"}).status_code == 302
    assert list(world.own.follow_ups.all()) == [kept]
    assert "Började arbete" not in page_of(client, world.own)


@pytest.mark.parametrize(
    ("who", "status"),
    [("dan", 200), ("leader", 200), ("bo", 404), ("cecilia", 404), ("coordinator", 403)],
)
def test_who_may_remove(world, login, who, status):
    row = factories.SpellFactory(enrolment=world.own)
    assert login(getattr(world, who)).get(url(world.own, "period", row)).status_code == status


@pytest.mark.parametrize("kind", ["period", "overgang", "annat"])
def test_a_row_of_another_case_or_kind_is_not_there(world, login, kind):
    other = factories.SpellFactory(enrolment=world.elsewhere)
    client = login(world.anna)
    assert client.post(url(world.own, kind, other), {"reason": "DUBBELT"}).status_code == 404
    assert Spell.objects.filter(pk=other.pk).exists()
