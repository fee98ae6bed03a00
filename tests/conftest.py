"""The test database is made by its owner; every unit of work drops to mia_app by itself
(mia.audit.identity).
"""

from datetime import date

import pytest
from django.test import Client

from mia.access import identity
from tests import cast


@pytest.fixture
def today() -> date:
    return date.today()


@pytest.fixture
def world(db):
    """Anna owns, Bo is her colleague (another team), Dan is on Anna's team, Cecilia is in another
    delprojekt.
    """
    return cast.world()


@pytest.fixture
def login():
    """A client that is logged in: `client = login(world.anna)`."""

    def _login(user) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return _login


@pytest.fixture
def as_user():
    """What the database shows a user, past the first wall: `with as_user(world.anna): …`. None =
    nobody.
    """

    def _as(user, **kwargs):
        return identity.acting_as(user.pk if user else None, source="test", **kwargs)

    return _as
