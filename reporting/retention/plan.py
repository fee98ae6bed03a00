"""What a disposal does with each table, worked out from the models (docs/adr/0022).

Every model that leads to a participant by foreign keys is in the plan. Its rows are deleted, unless
the model says in `disposal` what figures are counted of; then every other personal or sensitive
field is emptied. The database keeps a copy (app.disposal_step), made after each migrate, and
app.dispose follows it: who disposes cannot say what is deleted.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import connections, models, transaction
from psycopg.types.json import Jsonb

from mia.audit.history import event_models
from mia.core import sql
from mia.core.retention import KeptForFigures
from participants.log_review.models import WatchedParticipant
from participants.people.models import Participant

# Columns that triggers set from another row, whatever is written in them.
TRIGGERS_SET = {"is_protected"}
# A key of a participant that is no foreign key, because the row may outlive the person.
LOOSE_LINKS = {WatchedParticipant: "participant"}


@dataclass(frozen=True)
class DisposalStep:
    """What is done with the rows of one model; `links` are the models of the plan that a column
    names a row of.
    """

    model: type[models.Model]
    links: dict[str, type[models.Model]]
    kept: KeptForFigures | None

    @property
    def table(self) -> str:
        return self.model._meta.db_table

    @property
    def label(self) -> str:
        return str(self.model._meta.verbose_name_plural)


@cache
def disposal_plan() -> tuple[DisposalStep, ...]:
    """Every step, a model after those that its rows belong to.

    Raises ValueError for a model that keeps rows which name rows that are deleted.
    """
    steps: dict[type[models.Model], DisposalStep] = {
        Participant: DisposalStep(Participant, {}, Participant.disposal)
    }
    for model in _models_from_below():
        links = _links(model, set(steps))
        if not links or model in steps:
            continue
        steps[model] = DisposalStep(model, links, getattr(model, "disposal", None))
        _check(steps[model], steps)
    return tuple(steps.values())


def _models_from_below() -> Iterator[type[models.Model]]:
    """Every model after those that its foreign keys name, but for event models."""
    waiting = [model for model in apps.get_models() if not hasattr(model, "pgh_tracked_model")]
    done: set[type[models.Model]] = set()
    while waiting:
        ready = [model for model in waiting if _targets(model) - {model} <= done]
        if not ready:  # others' models may name each other in a circle; ours do not
            ready = waiting
        yield from ready
        done |= set(ready)
        waiting = [model for model in waiting if model not in done]


def _targets(model: type[models.Model]) -> set[Any]:
    return {field.related_model for field in model._meta.fields if field.is_relation}


def _links(
    model: type[models.Model], planned: set[type[models.Model]]
) -> dict[str, type[models.Model]]:
    """The columns of a model that name a row of a planned model, with that model."""
    links: dict[str, type[models.Model]] = {}
    for field in model._meta.concrete_fields:
        target = field.related_model
        if field.is_relation and isinstance(target, type) and target in planned:
            links[str(field.column)] = target
    if model in LOOSE_LINKS:
        links[LOOSE_LINKS[model]] = Participant
    return links


def _check(step: DisposalStep, steps: dict[type[models.Model], DisposalStep]) -> None:
    """Raise ValueError for a step that keeps rows which name rows that are deleted."""
    if step.kept is None:
        return
    for target in step.links.values():
        if steps[target].kept is None:
            raise ValueError(f"{step.table} keeps rows that name deleted rows of {target}")


def emptied_values(step: DisposalStep) -> dict[str, object]:
    """What the columns get of a row that is kept: by the name of the column.

    Raises ValueError for a field that can be neither kept nor emptied as its model says.
    """
    values: dict[str, object] = {}
    if step.kept is None:
        return values
    for field in step.model._meta.fields:
        if field.name in _emptied_names(step.model, step.kept):
            values[str(field.column)] = _empty(field, step.kept)
    return values


def _emptied_names(model: Any, kept: KeptForFigures) -> set[str]:
    """The personal and sensitive fields, but for those that figures are counted of."""
    names: set[str] = model.personal | model.sensitive
    return names - kept.fields - set(kept.unique) - TRIGGERS_SET


def _empty(field: Any, kept: KeptForFigures) -> object:
    """What an emptied field gets: what its model says, else nothing. Raises ValueError."""
    if field.name in kept.values:
        return str(kept.values[field.name])
    if field.null:
        return None
    if isinstance(field, ArrayField):
        return []
    if isinstance(field, models.JSONField):
        return {}
    if isinstance(field, models.CharField | models.TextField):
        return ""
    raise ValueError(f"{field}: say in `disposal` what is left of it")


def store_plan(*, using: str, **kwargs: object) -> None:
    """Receives post_migrate, as the owner of the database: make its copy of the plan."""
    histories = {event._meta.db_table for event in event_models()}
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute(sql.load("reporting.retention", "forget_steps.sql"))
        for position, step in enumerate(disposal_plan()):
            params = _params(step) | {
                "position": position,
                "has_history": f"{step.table}event" in histories,
            }
            cursor.execute(sql.load("reporting.retention", "store_step.sql"), params)


def _params(step: DisposalStep) -> dict[str, Any]:
    """The parameters of sql/store_step.sql that say what is done; the caller adds the others."""
    kept = step.kept or KeptForFigures(frozenset())
    links = {column: target._meta.db_table for column, target in step.links.items()}
    numbered, within = kept.numbered or (None, None)
    key = step.model._meta.pk
    return {
        "relation": step.table,
        "key_column": key.column if key else "",
        "links": Jsonb(links),
        "is_kept": step.kept is not None,
        "emptied": Jsonb(emptied_values(step)),
        "unique_columns": list(kept.unique),
        "kept_with": Jsonb({name: str(value) for name, value in kept.only.items()}),
        "numbered_column": _column(step.model, numbered),
        "numbered_within": _column(step.model, within),
    }


def _column(model: type[models.Model], name: str | None) -> str | None:
    """The column of a field; None where no field is named."""
    if name is None:
        return None
    field: Any = model._meta.get_field(name)
    return str(field.column)
