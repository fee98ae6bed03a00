"""The change history: every change of a tracked table, by trigger (docs/adr/0004)."""

from collections.abc import Callable
from typing import TypeVar

import pghistory

ModelClass = TypeVar("ModelClass", bound=type)


def tracked(*exclude: str) -> Callable[[ModelClass], ModelClass]:
    """Class decorator: rows as they were, with who and why, in an append-only event table beside
    the model.
    """
    track: Callable[[ModelClass], ModelClass] = pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        exclude=list(exclude) or None,
    )
    return track
