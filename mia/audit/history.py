"""The change history: every change of a tracked table, by trigger (docs/adr/0004).

django-pghistory makes the event models. Its own triggers can be stopped by a setting
(`pgtrigger.ignore`) and take the actor from another, so the triggers are MIA's:
`-- include mia.access/change_history.sql` in `<app>/sql/triggers/<table>.sql`.
"""

from collections.abc import Callable
from typing import TypeVar

import pghistory
from django.apps import apps
from django.db import models

ModelClass = TypeVar("ModelClass", bound=type)


def tracked(*exclude: str) -> Callable[[ModelClass], ModelClass]:
    """Class decorator: rows as they were, with who and why, in an append-only event table beside
    the model.
    """
    track: Callable[[ModelClass], ModelClass] = pghistory.track(
        pghistory.ManualEvent("insert"),
        pghistory.ManualEvent("update"),
        pghistory.ManualEvent("delete"),
        exclude=list(exclude) or None,
    )
    return track


def event_models() -> list[type[models.Model]]:
    """The event model of every tracked model, in the order of their tables."""
    events = [model for model in apps.get_models() if hasattr(model, "pgh_tracked_model")]
    return sorted(events, key=_table_of)


def _table_of(model: type[models.Model]) -> str:
    return model._meta.db_table
