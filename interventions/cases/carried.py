"""Rows that come with the enrolment's own statement: they cost the case page none of their own."""

from typing import Any, cast

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, Model, OuterRef
from django.db.models.functions import JSONObject

from interventions.registry import FEATURES
from participants.enrolments.models import Enrolment
from participants.seams import CarriedRows


def list_carried() -> list[CarriedRows]:
    return [feature.carried for feature in FEATURES if feature.carried is not None]


def expressions() -> dict[str, ArraySubquery]:
    """Return what the statement that fetches an enrolment is annotated with, by name."""
    columns = {}
    for carried in list_carried():
        values = {field.attname: F(field.attname) for field in carried.model._meta.concrete_fields}
        rows = carried.model._default_manager.filter(enrolment=OuterRef("pk"))
        ordered = rows.order_by(*carried.order)
        columns[annotation(carried)] = ArraySubquery(ordered.values(row=JSONObject(**values)))
    return columns


def annotation(carried: CarriedRows) -> str:
    return f"carried_{carried.accessor}"


def attach(enrolment: Enrolment) -> None:
    """Let `enrolment.<accessor>.all()` be the rows that came along; those that did not are read."""
    for carried in list_carried():
        values = getattr(enrolment, annotation(carried), None)
        if values is None:
            continue
        manager: Any = getattr(enrolment, carried.accessor)
        queryset = manager.get_queryset()
        queryset._result_cache = [_row(carried.model, one) for one in values]
        queryset._prefetch_done = True
        cache = cast(Any, enrolment).__dict__.setdefault("_prefetched_objects_cache", {})
        cache[carried.accessor] = queryset


def _row(model: type[Model], values: dict[str, object]) -> Model:
    """The row as the database would have given it: JSON holds days and keys as text."""
    fields: Any = model._meta.concrete_fields
    columns = []
    for field in fields:
        target = field.target_field if field.is_relation else field
        columns.append(target.to_python(values[field.attname]))
    return model.from_db("default", [field.attname for field in fields], columns)
