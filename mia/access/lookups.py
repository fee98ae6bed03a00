"""The lookup `among`: rows whose key is one of many."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import EmptyResultSet
from django.db.models import ForeignKey, Lookup, UUIDField


class Among(Lookup):
    """`enrolment__among=keys` is `enrolment__in=keys` with the keys as one parameter, an array.

    Django prepares each key of an `in` by itself: for the hundred cases of a team that takes longer
    than to run the statement. `keys` are UUIDs; without any there are no rows. They may be an
    ArraySubquery too: the database then reads the rows by their keys, as many as these are.
    """

    lookup_name = "among"
    prepare_rhs = False
    rhs: Collection[UUID] | ArraySubquery

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, params = self.process_lhs(compiler, connection)
        if isinstance(self.rhs, ArraySubquery):
            subquery, values = compiler.compile(self.rhs)
            return f"{column} = ANY({subquery})", (*params, *values)
        if not self.rhs:
            raise EmptyResultSet
        keys = ",".join(str(key) for key in self.rhs)
        return f"{column} = ANY(%s::uuid[])", (*params, f"{{{keys}}}")


def register() -> None:
    """Let every key and foreign key have the lookup."""
    UUIDField.register_lookup(Among)
    ForeignKey.register_lookup(Among)
