"""Fixtures that every test may ask for.

The owner makes the test database; each unit of work takes the role mia_app (mia.access.identity).
"""

from datetime import date

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from hypothesis import HealthCheck, settings

from mia.access import identity
from tests import cast, source, style
from tests.client import ApplicationClient

# How fast the machine is at the moment says nothing about the code: no test may fail by it.
settings.register_profile("mia", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("mia")

# The hasher of the settings with the least memory (KiB) and one pass: a log-in takes no time.
Argon2PasswordHasher.time_cost = 1
Argon2PasswordHasher.memory_cost = 8
Argon2PasswordHasher.parallelism = 1


@pytest.fixture
def today() -> date:
    return date.today()


@pytest.fixture
def world(db):
    """Anna is assigned, Dan is in her team, Bo in another team, Cecilia in another delprojekt."""
    return cast.world()


@pytest.fixture
def client() -> ApplicationClient:
    return ApplicationClient()


@pytest.fixture
def login():
    """A client that is logged in: `client = login(world.anna)`."""

    def _login(user) -> ApplicationClient:
        client = ApplicationClient()
        client.force_login(user)
        return client

    return _login


@pytest.fixture
def as_user():
    """A unit of work of a user, where row-level security alone decides what is shown.

    `with as_user(world.anna): …`; None is nobody.
    """

    def _as(user, **kwargs):
        actor = user.pk if user else None
        return identity.acting_as(actor, source="test", **kwargs)

    return _as


def pytest_terminal_summary(terminalreporter):
    """The measured style, printed each time that its tests have run."""
    reports = [report for reports in terminalreporter.stats.values() for report in reports]
    if any("test_style.py" in getattr(report, "nodeid", "") for report in reports):
        for app in source.APPS:
            terminalreporter.write_line(f"{app:14} {style.figures_by_package(1)[app]}")
        terminalreporter.write_line(f"{'all':14} {style.total()}")
