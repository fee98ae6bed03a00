"""The disposal list (gallringslista): how much has been kept long enough, by kind. Names nobody,
deletes nothing.
"""

from collections import Counter
from datetime import date
from typing import NamedTuple

from django.apps import apps
from django.db.models import Count, Model

from mia.core.retention import earliest_disposal
from participants.enrolments.models import Enrolment


class Line(NamedTuple):
    """Rows of one model: kept for a known time, due now, and without a known date."""

    label: str
    rule: str
    rows: int
    due: int
    unknown: int


def kept() -> list[type[Model]]:
    """The models that name a rule of retention and hang on an enrolment."""
    models = [
        apps.get_model("participants", "Assignment"),
        apps.get_model("participants", "Consent"),
    ]
    models += [apps.get_model("interventions", name) for name in ("MethodWork", "Contact", "Note")]
    return [Enrolment, *models]


def disposal_list(*, today: date) -> list[Line]:
    """One line per model, as the database's identity sees the rows (the command runs as the
    system).
    """
    facts = Enrolment.objects.values_list("pk", "ended_on", "project__keep_until")
    stays = {pk: (ended_on, keep_until) for pk, ended_on, keep_until in facts}
    lines = []
    for model in kept():
        owner = "pk" if model is Enrolment else "enrolment_id"
        rule = model.retention  # type: ignore[attr-defined]
        count: Counter[str] = Counter()
        for pk, rows in (
            model._default_manager.values_list(owner).annotate(rows=Count("pk")).order_by()
        ):
            ended_on, keep_until = stays[pk]
            day = earliest_disposal(rule, ended_on=ended_on, keep_until=keep_until)
            count["unknown" if day is None else "due" if day < today else "kept"] += rows
        label = str(model._meta.verbose_name_plural)
        lines.append(Line(label, rule.label, count.total(), count["due"], count["unknown"]))
    return lines
