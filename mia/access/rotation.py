"""Change of the key ring: everything that is encrypted moves to the newest key.

1. A new data key is made and the former ones are wrapped anew, in one transaction. From then on
   the ring's former keys open nothing.
2. What can be rewritten is encrypted by the new data key, some rows at a time. The change history
   cannot be; it keeps its data keys, which the new key of the ring wraps.

Interrupted, it goes on where it was: what a row is encrypted by stands in the row.
"""

from collections.abc import Iterator
from functools import cache
from typing import Protocol

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils.module_loading import import_string

from mia.access import encryption
from mia.access.models import DataKey

CHUNK = 500  # rows in a transaction


class EncryptedRows(Protocol):
    """Rows with an encrypted column; a feature declares them, settings.ENCRYPTED_ROWS names them.

    `name` is what the command calls them.
    """

    name: str

    def rewrite(self, prefix: str, most: int) -> int:
        """Encrypt anew at most so many rows whose value does not begin with the prefix; how many
        there were.
        """
        ...


class EncryptedColumns:
    """An EncryptedRows: rows of one model with several encrypted columns."""

    model: type[models.Model]
    fields: tuple[str, ...]

    def rewrite(self, prefix: str, most: int) -> int:
        """Save again at most so many rows with a value that does not begin with the prefix."""
        is_old = Q()
        for field in self.fields:
            is_old |= Q(**{f"{field}__isnull": False}) & ~Q(**{f"{field}__startswith": prefix})
        rows = self.model._default_manager.filter(is_old)
        chunk = list(rows.select_for_update(no_key=True).order_by("pk")[:most])
        for row in chunk:
            row.save(update_fields=list(self.fields))
        return len(chunk)


@cache
def encrypted_rows() -> list[EncryptedRows]:
    return [import_string(path)() for path in settings.ENCRYPTED_ROWS]


def rotate_data_keys() -> int:
    """Wrap every data key by the newest key of the ring; how many were not.

    If any was not, a new data key is made too. Raises ValueError when the ring opens one no more.
    """
    with transaction.atomic():
        rows = list(DataKey.objects.select_for_update(no_key=True).order_by("number"))
        old = [row for row in rows if not encryption.is_by_newest(row)]
        for row in old:
            row.wrapped = encryption.wrap(row.number, encryption.unwrap(row))
            row.save()
        if old:
            encryption.make_data_key(rows[-1].number + 1).save(force_insert=True)
    encryption.forget()
    return len(old)


def rewrite(rows: EncryptedRows) -> Iterator[int]:
    """Encrypt them by the newest data key; how many so far, after each chunk."""
    prefix = f"{max(encryption.data_keys())}."
    done = 0
    while True:
        with transaction.atomic():
            count = rows.rewrite(prefix, CHUNK)
        if count == 0:
            return
        done += count
        yield done
