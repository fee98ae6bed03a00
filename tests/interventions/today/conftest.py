"""A leader of a delprojekt where nothing waits."""

from datetime import time

import pytest

from interventions.today import lists
from tests import factories
from tests.interventions.today.watched import long_registered


@pytest.fixture
def leader(world, login, monkeypatch):
    """The world's own cases were registered long ago, and had a contact today.

    A Friday is not over, so that there are days since the last one on each day that tests run.
    """
    if world.today.weekday() == lists.FRIDAY:
        monkeypatch.setattr(lists, "WEEK_ENDS_AT", time.max)
    for enrolment in (world.own, world.colleagues, world.elsewhere, world.protected):
        factories.ContactFactory(enrolment=enrolment, held_on=world.today)
    long_registered(world.own, world.colleagues, world.elsewhere, world.protected)
    return login(world.leader)
