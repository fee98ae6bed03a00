"""Rows that come with the enrolment's own statement: they cost the case page none of their own."""

from functools import cache
from typing import Any, cast

from django.contrib.postgres.expressions import ArraySubquery
from django.db import DEFAULT_DB_ALIAS
from django.db.models import F, Func, JSONField, Model, OuterRef
from django.db.models.expressions import RawSQL

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


@cache
def expressions() -> dict[str, RawSQL]:
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
        field = subquery.output_field
        columns[name] = RawSQL(sql, params, field)  # noqa: S611 - what Django compiled, of no input
    return columns


def _subqueries() -> dict[str, ArraySubquery]:
    """The rows of each kind, as JSON arrays of their columns."""
    columns = {}
    for carried in list_carried():
        values = [F(field.attname) for field in carried.model._meta.concrete_fields]
        row = Func(*values, function="jsonb_build_array", output_field=JSONField())
        rows = carried.model._default_manager.filter(carried.only, enrolment=OuterRef("pk"))
        ordered = rows.order_by(*carried.order)
        columns[annotation(carried)] = ArraySubquery(ordered.values(row=row))
    return columns


def annotation(carried: CarriedRows) -> str:
    return f"carried_{carried.accessor}"


def attach(user: Staff, enrolment: Enrolment) -> None:
    """Let `enrolment.<accessor>.all()` be the rows that came along and that the user may see.

    Those that did not come along are read, as far as the user may see them.
    """
    for carried in list_carried():
        values = getattr(enrolment, annotation(carried), None)
        is_permitted = carried.permitted(user, enrolment)
        if not is_permitted:
            values = []
        if values is None:
            continue
        manager: Any = getattr(enrolment, carried.accessor)
        queryset = manager.get_queryset()
        queryset._result_cache = [_row(carried.model, one) for one in values]
        queryset._prefetch_done = True
        cache = cast(Any, enrolment).__dict__.setdefault("_prefetched_objects_cache", {})
        cache[carried.accessor] = queryset


def _row(model: type[Model], values: list[Any]) -> Model:
    """The row as the database would have given it: JSON holds days and keys as text."""
    fields: Any = model._meta.concrete_fields
    columns = []
    for field, value in zip(fields, values, strict=True):
        target = field.target_field if field.is_relation else field
        if isinstance(field, EncryptedTextField):
            columns.append(field.from_db_value(value))
        else:
            columns.append(target.to_python(value))
    return model.from_db("default", [field.attname for field in fields], columns)
