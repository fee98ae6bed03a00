"""The change history: every change of a tracked table, by trigger (docs/adr/0004)."""

from collections.abc import Callable
from typing import Any

import pghistory


def tracked(*exclude: str) -> Callable[[Any], Any]:
    """Class decorator: rows as they were, with who and why, in an append-only event table beside
    the model.
    """
    return pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        exclude=list(exclude) or None,
    )
