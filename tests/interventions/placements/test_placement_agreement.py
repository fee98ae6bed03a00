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


@pytest.fixture
def agreement(world, placed):
    """Of March to June, with a placement from the tenth of March, attendance in May and a follow-up
    on the sixth of March.
    """
    row = factories.AgreementFactory(
        host=placed.host,
        delprojekt=world.os,
        started_on=date(2021, 3, 1),
        ended_on=date(2021, 6, 30),
    )
    Placement.objects.filter(pk=placed.pk).update(agreement=row)
    of = {"placement": placed, "enrolment": world.own}
    factories.AttendanceFactory(**of, first_on=date(2021, 5, 3))
    factories.AttendanceFactory(**of, first_on=date(2021, 8, 2))  # the placement has gone on
    factories.AgreementFollowUpFactory(agreement=row, held_on=date(2021, 3, 6))
    return row


def sent_days(agreement, **days):
    facts = {"reference": agreement.reference, "places": agreement.places, "version": "1"}
    return facts | {"started_on": "2021-03-01", "ended_on": "2021-06-30"} | days


@pytest.mark.parametrize(
    ("days", "field", "message"),
    [
        ({"started_on": "2021-03-11"}, "started_on", "En placering enligt avtalet började före"),
        ({"started_on": "2021-03-07"}, "started_on", "Avtalet är uppföljt före"),
        ({"ended_on": "2021-03-09"}, "ended_on", "En placering enligt avtalet började efter"),
        ({"ended_on": "2021-05-02"}, "ended_on", "Närvaro enligt avtalet är registrerad efter"),
    ],
)
@pytest.mark.parametrize("who", ["anna", "bo"])  # Bo sees nothing of Anna's participant
def test_days_that_leave_something_outside_are_refused(
    world, login, agreement, who, days, field, message
):
    client, page = login(getattr(world, who)), f"/avtal/{agreement.pk}/"
    response = client.post(page, sent_days(agreement, **days))
    assert response.status_code == 200
    assert message in " ".join(response.context["form"].errors[field])
    agreement.refresh_from_db()
    assert (agreement.started_on, agreement.ended_on) == (date(2021, 3, 1), date(2021, 6, 30))


@pytest.mark.parametrize(
    "days",
    [
        {"started_on": "2021-03-06"},
        {"ended_on": "2021-05-03"},
        {"started_on": "2021-01-01", "ended_on": "2021-12-31"},
        {},
    ],
)
def test_days_that_hold_everything_are_saved(world, login, agreement, days):
    sent = sent_days(agreement, **days)
    assert login(world.anna).post(f"/avtal/{agreement.pk}/", sent).status_code == 302
