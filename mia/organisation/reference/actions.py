"""Writes of reference rows, of any list: add and change, never delete."""

from typing import Any, TypeVar

from django.db import models, transaction

from mia import audit
from mia.access.saving import Conflict, store, update
from mia.forms.fingerprint import fingerprint
from mia.organisation.staff.models import Staff

Row = TypeVar("Row", bound=models.Model)


@transaction.atomic
def add(model: type[Row], *, by: Staff, **values: Any) -> Row:
    """A new row. Raises ValidationError."""
    many = {name: values.pop(name) for name in _many(model) & values.keys()}
    row = model(**values)
    row.full_clean(validate_constraints=False)
    store(row)
    for name, chosen in many.items():
        getattr(row, name).set(chosen)
    audit.record_event(
        audit.Action.WRITE, f"{model._meta.model_name}.added", key=str(row.pk), by=by.pk
    )
    return row


@transaction.atomic
def change(row: models.Model, *, by: Staff, seen: str, **values: Any) -> None:
    """Change a row that still is as `seen` (queries.fingerprint). Raises Conflict, ValidationError."""
    current = type(row)._base_manager.select_for_update().get(pk=row.pk)
    if fingerprint(current) != seen:
        raise Conflict(current)
    many = {name: values.pop(name) for name in _many(type(row)) & values.keys()}
    for name, value in values.items():
        setattr(current, name, value)
    current.full_clean(validate_constraints=False)
    update(current, *values)
    moved: dict[str, Any] = {name: _set(current, name, chosen) for name, chosen in many.items()}
    audit.record_event(
        audit.Action.WRITE, f"{row._meta.model_name}.changed", key=str(row.pk), by=by.pk, **moved
    )


def _set(row: models.Model, name: str, chosen: Any) -> dict[str, list[str]]:
    """The rows between two lists are not in the change audit, so what came and went is said in the
    access log.
    """
    relation = getattr(row, name)
    before, after = {str(one.pk) for one in relation.all()}, {str(one.pk) for one in chosen}
    relation.set(chosen)
    return {"added": sorted(after - before), "removed": sorted(before - after)}


def _many(model: type[models.Model]) -> set[str]:
    return {field.name for field in model._meta.many_to_many}
