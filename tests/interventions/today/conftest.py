"""A leader of a delprojekt where nothing waits."""

import pytest

from tests import factories
from tests.interventions.today.watched import long_registered


@pytest.fixture
def leader(world, login):
    """The world's own cases were registered long ago, and had a contact today."""
    for enrolment in (world.own, world.colleagues, world.elsewhere, world.protected):
        factories.ContactFactory(enrolment=enrolment, held_on=world.today)
    long_registered(world.own, world.colleagues, world.elsewhere, world.protected)
    return login(world.leader)
