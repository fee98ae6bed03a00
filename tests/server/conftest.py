"""Directories for clusters."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mia.server import embedded
from tests.server.clusters import (
    cluster_of,
    data_directory,
)


@pytest.fixture(scope="module")
def made() -> Iterator[Path]:
    with data_directory() as data:
        embedded.join(data)
        embedded.leave(data)
        yield data


@pytest.fixture
def data(made: Path) -> Iterator[Path]:
    """A cluster that exists and that this process joined."""
    embedded.join(made)
    yield made
    embedded.leave(made)
    assert not cluster_of(made).is_alive()


@pytest.fixture
def empty() -> Iterator[Path]:
    with data_directory() as data:
        yield data
