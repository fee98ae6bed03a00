"""Insert drawn rows of many models at once."""

from collections import Counter
from collections.abc import Iterable
from operator import attrgetter

from django.db.models import Model

from mia.access import bulk

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
        read_columns = attrgetter(*columns)
        values = map(read_columns, rows_of_model)
        counts[model] = bulk.insert(model, columns, values)
    return counts
