"""What holds of every route of the permission matrix, whoever asks: nothing is told of what is
outside the scope, nothing is reached without a log-in, and rights change at once.
"""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from mia.organisation.memberships.models import Membership
from tests.matrix_rows import keys
from tests.permissions import ROUTES


@pytest.fixture(autouse=True)
def _uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


ABOUT_A_CASE = [
    name for name, route in ROUTES.items() if route.of in ("enrolment", "section", "contact")
]


@pytest.mark.parametrize("name", ABOUT_A_CASE)
def test_outside_the_scope_is_the_same_as_not_existing(world, login, name):
    route = ROUTES[name]
    client = login(world.cecilia)
    ask = client.get if route.get else client.post
    bodies = {
        case: ask(reverse(name, args=arguments)).content
        for case, arguments in keys(world, route.of).items()
        if case in ("own", "protected", "missing")
    }
    assert bodies["own"] == bodies["protected"] == bodies["missing"]


@pytest.mark.parametrize("name", sorted(ROUTES))
def test_nobody_gets_in_without_logging_in(world, name):
    url = reverse(name, args=keys(world, ROUTES[name].of)["own"])
    for response in (Client().get(url), Client().post(url)):
        assert response.status_code == 302
        assert response.url.startswith("/konto/logga-in/")


@pytest.mark.parametrize("name", [name for name, route in ROUTES.items() if route.post])
def test_nothing_is_changed_without_the_token(world, name):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.anna)
    assert client.post(reverse(name, args=keys(world, ROUTES[name].of)["own"])).status_code == 403


def test_rights_change_at_once(world, login):
    """A membership that ended yesterday opens nothing today, in a session that was open before."""
    client, url = login(world.anna), reverse("interventions:case", args=[world.own.pk])
    assert client.get(url).status_code == 200
    Membership.objects.filter(staff=world.anna).update(ended_on=date(2020, 1, 1))
    assert client.get(url).status_code == 404


def test_a_disabled_user_is_out_at_once(world, login):
    client = login(world.anna)
    world.anna.is_active = False
    world.anna.save()
    assert client.get("/deltagare/").status_code == 302
