"""Rows that come with the enrolment's own statement: they cost the case page none of their own."""

from collections.abc import Sequence
from functools import cache
from typing import Any, cast

from django.contrib.postgres.expressions import ArraySubquery
from django.db import DEFAULT_DB_ALIAS
from django.db.models import F, Func, JSONField, Model, OuterRef
from django.db.models.expressions import Expression

from interventions.registry import FEATURES
from mia.access.fields import EncryptedTextField
from mia.organisation.staff.models import Staff
from participants.enrolments.models import Enrolment
from participants.seams import CarriedRows


def list_carried() -> list[CarriedRows]:
    every: list[CarriedRows] = []
    for feature in FEATURES:
        if isinstance(feature.carried, CarriedRows):
            every.append(feature.carried)
        else:
            every += feature.carried or ()
    return every


class CompiledSubquery(Expression):
    """A subquery in the SQL that Django made of it, with its parameters."""

    def __init__(self, sql: str, params: Sequence[Any], output_field: Any) -> None:
        super().__init__(output_field=output_field)
        self.sql = sql
        self.params = tuple(params)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return self.sql, self.params


@cache
def expressions() -> dict[str, CompiledSubquery]:
    """Return what the statement that fetches an enrolment is annotated with, by name.

    Each is the SQL that Django makes of the subquery. It is the same for every enrolment and user,
    and to make it takes longer than to run it: once is enough.
    """
    query = Enrolment._default_manager.annotate(**_subqueries()).query
    compiler = query.get_compiler(DEFAULT_DB_ALIAS)
    compiler.setup_query()
    columns = {}
    for name, subquery in query.annotation_select.items():
        sql, params = compiler.compile(subquery)
        columns[name] = CompiledSubquery(sql, params, subquery.output_field)
    return columns


def _subqueries() -> dict[str, ArraySubquery]:
    """The rows of each kind, as JSON arrays of their columns."""
    columns = {}
    for carried in list_carried():
        values = [F(field.attname) for field in carried.model._meta.concrete_fields]
        if carried.with_staff:
            values.append(F("staff__name"))
        row = Func(*values, function="jsonb_build_array", output_field=JSONField())
        rows = carried.model._default_manager.filter(carried.only, enrolment=OuterRef("pk"))
        ordered = rows.order_by(*carried.order)
        columns[annotation(carried)] = ArraySubquery(ordered.values(row=row))
    return columns


def annotation(carried: CarriedRows) -> str:
    return f"carried_{carried.accessor}"


def attach(user: Staff, enrolment: Enrolment) -> None:
    """Let `enrolment.<accessor>.all()` be the rows that came along and that the user may see.

    Those that did not come along are read when they are asked for.
    """
    rows_by_accessor = cast(Any, enrolment).__dict__.setdefault("_prefetched_objects_cache", {})
    for carried in list_carried():
        values = getattr(enrolment, annotation(carried), None)
        if not carried.permitted(user, enrolment):
            values = []
        if values is None:
            rows = _rows_to_read(user, enrolment, carried)
        else:
            rows = getattr(enrolment, carried.accessor).get_queryset()
            rows._result_cache = [_row(carried, one) for one in values]
            rows._prefetch_done = True
        rows_by_accessor[carried.accessor] = rows


def _rows_to_read(user: Staff, enrolment: Enrolment, carried: CarriedRows) -> Any:
    """The QuerySet of the same rows, for an enrolment that came without them."""
    manager: Any = carried.model._default_manager
    rows = manager.visible_in(user, enrolment).filter(carried.only).order_by(*carried.order)
    if carried.with_staff:
        return rows.select_related("staff")
    return rows


def _row(carried: CarriedRows, values: list[Any]) -> Model:
    """The row as the database would have given it: JSON holds days and keys as text."""
    fields: Any = carried.model._meta.concrete_fields
    columns = []
    for field, value in zip(fields, values[: len(fields)], strict=True):
        target = field.target_field if field.is_relation else field
        if isinstance(field, EncryptedTextField):
            columns.append(field.from_db_value(value))
        else:
            columns.append(target.to_python(value))
    row = carried.model.from_db("default", [field.attname for field in fields], columns)
    if carried.with_staff:
        _name_staff(cast(Any, row), values[-1])
    return row


def _name_staff(row: Any, name: str | None) -> None:
    """Let the row's staff be there with key and name; what else is asked of it is read."""
    if row.staff_id is not None:
        row.staff = Staff.from_db("default", ["id", "name"], [row.staff_id, name])
