"""Many rows, a block at a time."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Row = TypeVar("Row")


def blocks(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    """The rows in lists of `size`; the last one may be shorter."""
    iterator = iter(rows)
    while True:
        block = list(islice(iterator, size))
        if not block:
            return
        yield block
