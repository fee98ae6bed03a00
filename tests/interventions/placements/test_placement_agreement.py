"""The agreement of a placement: of the same host and delprojekt, by page, action and database."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from interventions.placements import actions
from interventions.placements.models import Placement
from tests import factories
from tests.interventions.placements.sent import facts, url


@pytest.fixture
def elsewhere(world, host):
    """The agreement of another delprojekt with the same host."""
    return factories.AgreementFactory(host=host, delprojekt=world.hbs)


def test_an_agreement_of_another_delprojekt_is_refused(world, login, host, elsewhere):
    response = login(world.anna).post(url(world.own), facts(host, agreement=str(elsewhere.pk)))
    assert "agreement" in response.context["form"].errors
    words = {"purpose": "Prova på.", "workplace": "Kafé", "started_on": date(2021, 3, 10)}
    with pytest.raises(ValidationError) as refusal:
        actions.place(world.own, by=world.anna, host=host, hours=2, agreement=elsewhere, **words)
    assert refusal.value.message_dict == {"agreement": ["Avtalet gäller ett annat delprojekt."]}
    assert not world.own.placements.exists()


def test_a_change_to_it_is_refused_too(world, placed, elsewhere):
    with pytest.raises(ValidationError, match="ett annat delprojekt"):
        actions.change(placed, by=world.anna, version=1, agreement=elsewhere)


def test_the_database_refuses_it_and_it_is_told_at_its_field(world, placed, monkeypatch):
    """What the action lets through, for example because the agreement has just changed."""
    monkeypatch.setattr(actions, "_check_agreement", lambda *_: None)
    for other in (
        factories.AgreementFactory(host=placed.host, delprojekt=world.hbs),
        factories.AgreementFactory(delprojekt=world.os),
    ):
        with pytest.raises(ValidationError) as refusal:
            actions.change(placed, by=world.anna, version=1, agreement=other)
        assert list(refusal.value.message_dict) == ["agreement"]
        with pytest.raises(IntegrityError), transaction.atomic():
            Placement.objects.filter(pk=placed.pk).update(agreement=other)
    right = factories.AgreementFactory(host=placed.host, delprojekt=world.os)
    Placement.objects.filter(pk=placed.pk).update(agreement=right)
