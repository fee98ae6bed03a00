"""Writes of reference rows, of any list: add and change, never delete."""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db import models, transaction

from mia import audit
from mia.access.saving import store, update
from mia.forms.fingerprint import lock_unchanged
from mia.organisation.staff.models import Staff

Row = TypeVar("Row", bound=models.Model)


@transaction.atomic
def add(model: type[Row], *, by: Staff, **values: object) -> Row:
    """Add a row to a list and return it. Raises ValidationError."""
    related_rows = _pop_many_to_many(model, values)
    row = model(**values)
    row.full_clean(validate_constraints=False)
    store(row)
    for name, chosen in related_rows.items():
        getattr(row, name).set(chosen)
    event = f"{model._meta.model_name}.added"
    audit.record_event(audit.Action.WRITE, event, key=str(row.pk), by=by.pk)
    return row


@transaction.atomic
def change(row: Row, *, by: Staff, fingerprint: str, **values: object) -> Row:
    """Change a row that still has the fingerprint it was read with, and return it.

    Raises Conflict, ValidationError.
    """
    model, current = type(row), lock_unchanged(row, fingerprint)
    related_rows = _pop_many_to_many(model, values)
    for name, value in values.items():
        setattr(current, name, value)
    current.full_clean(validate_constraints=False)
    update(current, *values)
    moved: dict[str, Any] = {}
    for name, chosen in related_rows.items():
        moved[name] = _set_related(current, name, chosen)
    event = f"{model._meta.model_name}.changed"
    audit.record_event(audit.Action.WRITE, event, key=str(row.pk), by=by.pk, **moved)
    return current


def _set_related(
    row: models.Model, name: str, chosen: Iterable[models.Model]
) -> dict[str, list[str]]:
    """Set a many-to-many relation and return the keys that were added and removed.

    The change history does not hold the rows between two tables, so the access log says it.
    """
    relation = getattr(row, name)
    before = {str(related.pk) for related in relation.all()}
    after = {str(related.pk) for related in chosen}
    relation.set(chosen)
    return {"added": sorted(after - before), "removed": sorted(before - after)}


def _pop_many_to_many(model: type[models.Model], values: dict[str, Any]) -> dict[str, Any]:
    """Take the values of many-to-many fields out of `values`: they are set on the saved row."""
    related_rows = {}
    for field in model._meta.many_to_many:
        if field.name in values:
            related_rows[field.name] = values.pop(field.name)
    return related_rows
