"""Insert drawn rows of many models at once."""

from collections import Counter
from collections.abc import Callable, Iterable
from functools import partial
from operator import attrgetter

from django.db.models import Field, JSONField, Model
from psycopg.types.json import Jsonb

from mia.access import bulk
from mia.access.fields import EncryptedTextField

RowCounts = Counter[type[Model]]


def insert_rows(rows: Iterable[Model]) -> RowCounts:
    """Insert the rows of each model together, and return how many there are of each.

    The models come in the order of their first rows, as foreign keys ask for.
    What a model sets on saving is not set: the rows have all their values.
    """
    rows_by_model: dict[type[Model], list[Model]] = {}
    for row in rows:
        rows_by_model.setdefault(type(row), []).append(row)
    counts: RowCounts = Counter()
    for model, rows_of_model in rows_by_model.items():
        # An attribute is named as its column is.
        columns = [field.attname for field in model._meta.concrete_fields]
        readers = [_reader(field) for field in model._meta.concrete_fields]
        values = ([read(row) for read in readers] for row in rows_of_model)
        counts[model] = bulk.insert(model, columns, values)
    return counts


def _reader(field: Field) -> Callable[[Model], object]:
    """What gives the value of a field as the database stores it."""
    if isinstance(field, EncryptedTextField):
        return field.stored_value
    if isinstance(field, JSONField):
        return partial(_json_of, field.attname)
    return attrgetter(field.attname)


def _json_of(name: str, row: Model) -> Jsonb:
    return Jsonb(getattr(row, name))
