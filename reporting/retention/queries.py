"""The disposal list (gallringslista): how much has been kept long enough, by kind.

It names nobody and deletes nothing.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Model

from interventions.registry import FEATURES
from mia.core.retention import Rule, earliest_disposal
from participants.enrolments.models import Enrolment


class DisposalLine(NamedTuple):
    """Rows of one model: all of them, those due now, and those without a known date."""

    label: str
    rule: str
    rows: int
    due: int
    unknown: int


class EnrolmentDates(NamedTuple):
    """What decides how long the rows of an enrolment are kept."""

    ended_on: date | None
    keep_until: date | None


def list_models() -> list[type[Model]]:
    """The models that features declare: their rows belong to an enrolment."""
    models: list[type[Model]] = []
    for feature in FEATURES:
        models += feature.retention
    return models


def disposal_list(*, today: date) -> list[DisposalLine]:
    """One line per model, of the rows that the database's identity sees.

    The command runs as the system, which sees all of them.
    """
    rows = Enrolment.objects.values_list("pk", "ended_on", "project__keep_until")
    dates = {pk: EnrolmentDates(ended_on, keep_until) for pk, ended_on, keep_until in rows}
    return [_count_rows(model, dates, today) for model in list_models()]


def _count_rows(
    model: type[Model], dates: Mapping[UUID, EnrolmentDates], today: date
) -> DisposalLine:
    rule: Rule = model.retention  # type: ignore[attr-defined] # a model with rows about a person
    key = "pk" if model is Enrolment else "enrolment_id"
    per_enrolment = model._default_manager.values_list(key).annotate(rows=Count("pk"))
    totals: Counter[str] = Counter()
    for pk, rows in per_enrolment.order_by():
        totals[_state(rule, dates[pk], today)] += rows
    label = str(model._meta.verbose_name_plural)
    return DisposalLine(label, rule.label, totals.total(), totals["due"], totals["unknown"])


def _state(rule: Rule, dates: EnrolmentDates, today: date) -> str:
    day = earliest_disposal(rule, ended_on=dates.ended_on, keep_until=dates.keep_until)
    if day is None:
        return "unknown"
    return "due" if day < today else "kept"
