"""A county whose figures have been published three times."""

from datetime import date

import pytest

from tests.reporting.publications.publish import publish
from tests.reporting.worlds import random_world

QUARTERS = [date(2021, 1, 28), date(2021, 4, 28), date(2021, 7, 28)]


@pytest.fixture
def published(world):
    """Three quarters of a small random county, published one after another."""
    for seed in (1, 2, 3):
        random_world(world, seed)
    for today in QUARTERS:
        publish(today)
    return world
