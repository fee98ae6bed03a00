"""Follow-ups of agreements: what the host meets, what is to be done, and who may."""

from datetime import date

import pytest

from mia.audit.models import AccessLog
from mia.core.uuid7 import uuid7
from tests import factories


@pytest.fixture
def agreement(world):
    return factories.AgreementFactory(
        delprojekt=world.os, started_on=date(2021, 3, 1), asks_equality=True, asks_rotation=True
    )


def sent(**changes):
    return {
        "held_on": "2021-05-10",
        "equality": "JA",
        "accessibility": "NEJ",
        "action": "Fler får stå i kassan.",
        "due_on": "2021-06-10",
        "key": str(uuid7()),
    } | changes


def test_a_follow_up_tells_what_is_missing_until_it_is_done(world, login, agreement):
    client, form = login(world.anna), sent()
    for _ in range(2):  # a form that is sent twice makes one row
        assert client.post(f"/avtal/{agreement.pk}/uppfoljning/", form).status_code == 302
    row = agreement.follow_ups.get()
    assert (row.missing, row.is_open) == (["byte av arbetsuppgifter (inte bedömt)"], True)
    assert AccessLog.objects.filter(event="agreement.followed_up").count() == 1
    page = client.get(agreement.host.get_absolute_url()).content.decode()
    assert "brister i byte av arbetsuppgifter (inte bedömt). Fler får stå i kassan." in page
    assert "Att göra" in page
    done = sent(done_on="2021-06-01", version="1")
    assert client.post(f"/avtalsuppfoljning/{row.pk}/", done).status_code == 302
    assert "Att göra" not in client.get(agreement.host.get_absolute_url()).content.decode()
    stale = client.post(f"/avtalsuppfoljning/{row.pk}/", sent(version="1", action="Annat."))
    assert stale.status_code == 409


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"held_on": ""}, "held_on", "när ni följde upp"),
        ({"held_on": "2021-02-28"}, "held_on", "från 2021-03-01"),
        ({"held_on": "2021-04-01"}, "held_on", "redan uppföljt"),
        ({"action": ""}, "action", "vilken åtgärd"),
        ({"action": "=1+1"}, "action", "börja med"),
        ({"done_on": "2021-05-09"}, "done_on", "före uppföljningen"),
    ],
)
def test_what_is_refused_is_told_at_its_field(world, login, agreement, changes, field, message):
    factories.AgreementFollowUpFactory(agreement=agreement, held_on=date(2021, 4, 1))
    response = login(world.anna).post(f"/avtal/{agreement.pk}/uppfoljning/", sent(**changes))
    assert response.status_code == 200
    assert message in " ".join(response.context["form"].errors[field])
    assert agreement.follow_ups.count() == 1
