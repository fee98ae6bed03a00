"""Methods: any number at the same time, each from–to with its worker."""

from datetime import date

import pytest

from interventions.methods.models import MethodWork
from mia.audit.models import AccessLog
from mia.core.uuid7 import uuid7
from tests import factories


def url(enrolment):
    return f"{enrolment.get_absolute_url()}metoder/"


def typed(user, **changes):
    return {
        "method": "SE",
        "staff": user.pk,
        "started_on": "2021-04-01",
        "key": str(uuid7()),
    } | changes


@pytest.mark.parametrize("who", ["anna", "dan", "leader"])
def test_give_beside_those_that_run(world, login, who):
    user = getattr(world, who)
    client = login(user)
    for method in ("SE", "IPS", "BOSTON", "ASF"):
        assert client.post(url(world.own), typed(user, method=method)).status_code == 302
    running = world.own.methods.filter(ended_on=None).values_list("method", "staff_id")
    assert set(running) == {
        ("CM", None),
        *((method, user.pk) for method in ("SE", "IPS", "BOSTON", "ASF")),
    }
    row = AccessLog.objects.filter(event="method.given").first()
    assert row.participants == [world.own.participant_id]
    page = client.get(url(world.own)).content.decode()
    assert all(
        str(method) in page
        for method in ("Supported employment", "Bostonmetoden", "Case management")
    )


@pytest.mark.parametrize(
    ("who", "reads", "gives"),
    [("coordinator", 200, 403), ("bo", 404, 404), ("cecilia", 404, 404), ("admin", 404, 404)],
)
def test_others_do_not_give(world, login, who, reads, gives):
    user = getattr(world, who)
    work = world.own.methods.get()
    client = login(user)
    assert client.get(url(world.own)).status_code == reads
    assert client.post(url(world.own), typed(user)).status_code == gives
    assert (
        client.post(f"/metoder/{work.pk}/avsluta/", {"ended_on": "2021-04-01"}).status_code == gives
    )
    assert world.own.methods.get().ended_on is None


def test_a_double_click_makes_one_row(world, login):
    client, form = login(world.anna), typed(world.anna)
    assert [client.post(url(world.own), form).status_code for _ in range(2)] == [302, 302]
    assert world.own.methods.count() == 2


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"method": "CM", "started_on": "2021-05-01"}, "started_on", "får redan den metoden"),
        ({"started_on": "2021-02-28"}, "started_on", "började 2021-03-01"),
        ({"started_on": "2021-07-01"}, "started_on", "slutade 2021-06-30"),
        ({"started_on": ""}, "started_on", "Ange första dagen"),
        ({"method": ""}, "method", "Välj metod"),
        ({"method": "TROLLERI"}, "method", ""),
        ({"staff": ""}, "staff", "Välj vem"),
        ({"staff": "CECILIA"}, "staff", ""),
    ],
)
def test_what_is_refused_is_told_at_its_field(world, login, changes, field, message):
    if changes.get("staff") == "CECILIA":
        changes = {"staff": world.cecilia.pk}
    world.own.exit_reason, world.own.ended_on = factories.ExitReasonFactory(), date(2021, 6, 30)
    world.own.save()
    response = login(world.anna).post(url(world.own), typed(world.anna, **changes))
    assert response.status_code == 200
    assert message in " ".join(response.context["form"].errors[field])
    assert world.own.methods.count() == 1


def test_end_and_give_again(world, login):
    work, client = world.own.methods.get(), login(world.dan)
    assert client.get(f"/metoder/{work.pk}/avsluta/").status_code == 200
    assert (
        client.post(f"/metoder/{work.pk}/avsluta/", {"ended_on": "2021-05-31"}).status_code == 302
    )
    assert (
        client.post(
            url(world.own), typed(world.dan, method="CM", started_on="2021-06-01")
        ).status_code
        == 302
    )
    first, second = world.own.methods.order_by("started_on")
    assert (first.ended_on, second.started_on) == (date(2021, 5, 31), date(2021, 6, 1))
    assert AccessLog.objects.filter(event="method.ended").count() == 1


@pytest.mark.parametrize(
    ("day", "message"),
    [
        ("2021-02-01", "började 2021-03-01"),
        ("2021-07-01", "slutade 2021-06-30"),
        ("2021-03-20", "före startdatumet"),
        ("2021-06-15", "får redan den metoden"),
        ("", "Ange sista dagen"),
    ],
)
def test_an_end_that_cannot_be(world, login, day, message):
    world.own.exit_reason, world.own.ended_on = factories.ExitReasonFactory(), date(2021, 6, 30)
    world.own.save()
    work = factories.MethodWorkFactory(
        enrolment=world.own, method="SE", started_on=date(2021, 4, 1), ended_on=date(2021, 4, 30)
    )
    factories.MethodWorkFactory(enrolment=world.own, method="SE", started_on=date(2021, 6, 1))
    response = login(world.anna).post(f"/metoder/{work.pk}/avsluta/", {"ended_on": day})
    assert response.status_code == 200
    assert message in response.content.decode()
    assert MethodWork.objects.get(pk=work.pk).ended_on == date(2021, 4, 30)


def test_a_protected_persons_methods_are_not_the_leaders(world, login):
    work = world.protected.methods.get()
    for who in ("leader", "dan", "coordinator"):
        client = login(getattr(world, who))
        assert client.get(url(world.protected)).status_code == 404
        assert (
            client.post(f"/metoder/{work.pk}/avsluta/", {"ended_on": "2021-04-01"}).status_code
            == 404
        )
    assert login(world.anna).get(url(world.protected)).status_code == 200


def test_the_key_of_somebody_elses_method_makes_nothing(world, login):
    before = MethodWork.objects.count()
    taken = world.elsewhere.methods.get().pk
    form = {"method": "SE", "staff": world.anna.pk, "started_on": "2021-04-01", "key": str(taken)}
    response = login(world.anna).post(url(world.own), form)
    assert response.status_code == 200
    assert "redan använts" in response.content.decode()
    assert MethodWork.objects.count() == before


def test_the_first_day_of_the_enrolment_is_a_day_that_is_allowed(world, login):
    form = {"method": "SE", "staff": world.anna.pk, "key": str(uuid7())}
    response = login(world.anna).post(url(world.own), form | {"started_on": "2021-02-28"})
    assert "Ange den dagen eller en senare." in response.content.decode()
    response = login(world.anna).post(url(world.own), form | {"started_on": "2021-03-01"})
    assert response.status_code == 302
