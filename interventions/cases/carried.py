"""Rows that come with the enrolment's own statement: they cost the case page none of their own."""

from typing import Any, cast

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, Model, OuterRef
from django.db.models.functions import JSONObject

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


def expressions() -> dict[str, ArraySubquery]:
    """Return what the statement that fetches an enrolment is annotated with, by name."""
    columns = {}
    for carried in list_carried():
        values = {field.attname: F(field.attname) for field in carried.model._meta.concrete_fields}
        rows = carried.model._default_manager.filter(carried.only, enrolment=OuterRef("pk"))
        ordered = rows.order_by(*carried.order)
        columns[annotation(carried)] = ArraySubquery(ordered.values(row=JSONObject(**values)))
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


def _row(model: type[Model], values: dict[str, Any]) -> Model:
    """The row as the database would have given it: JSON holds days and keys as text."""
    fields: Any = model._meta.concrete_fields
    columns = []
    for field in fields:
        target = field.target_field if field.is_relation else field
        value = values[field.attname]
        if isinstance(field, EncryptedTextField):
            columns.append(field.from_db_value(value))
        else:
            columns.append(target.to_python(value))
    return model.from_db("default", [field.attname for field in fields], columns)
