"""Rows without a version: another fingerprint means that somebody has saved the row."""

import hashlib
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model

from mia.access.saving import ROW_IS_GONE, Conflict
from mia.forms.base import ActionForm

Row = TypeVar("Row", bound=Model)

# Columns that change without anybody editing the row.
IGNORED_FIELDS = {"password", "last_login"}


def fingerprint(row: Model) -> str:
    """Return a hash of what the row holds, its many-to-many relations included."""
    values: list[Any] = []
    for field in row._meta.fields:
        if field.name not in IGNORED_FIELDS:
            values.append(getattr(row, field.attname))
    for relation in row._meta.many_to_many:
        related = getattr(row, relation.name).all()
        values.append(sorted(str(other.pk) for other in related))
    return hashlib.sha256(repr(values).encode()).hexdigest()


def lock_unchanged(row: Row, expected: str) -> Row:
    """Return the row as it is now, locked. Raises Conflict for another fingerprint.

    Raises ValidationError for a row that has been deleted.
    """
    current = type(row)._base_manager.select_for_update().filter(pk=row.pk).first()
    if current is None:
        raise ValidationError(ROW_IS_GONE, code="gone")
    if fingerprint(current) != expected:
        raise Conflict(current)
    return current


class FingerprintForm(ActionForm):
    """A form for a row without a version: the action compares the fingerprint before it saves."""

    fingerprint = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["fingerprint"] = fingerprint(self.instance)
        else:
            del self.fields["fingerprint"]
