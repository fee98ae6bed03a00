"""A fingerprint of a row that has no version: another value means that somebody has saved it."""

import hashlib
from typing import Any

from django.db.models import Model

UNSEEN = {"password", "last_login"}  # change without anybody editing the row


def fingerprint(row: Model) -> str:
    """What the row held when it was read; for models without a version, another value means another
    has saved it.
    """
    values: list[Any] = [
        getattr(row, field.attname) for field in row._meta.fields if field.name not in UNSEEN
    ]
    values += [
        sorted(str(one.pk) for one in getattr(row, field.name).all())
        for field in row._meta.many_to_many
    ]
    return hashlib.sha256(repr(values).encode()).hexdigest()
