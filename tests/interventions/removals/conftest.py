"""The contact that the tests delete."""

import pytest


@pytest.fixture
def contact(world):
    """The contact on Anna's participant, with its note."""
    return world.own.contacts.get()
