"""Django's picture of the models between two migrations, kept up to date at less cost.

Django makes every related model anew when a model, an index or a constraint is added. Nearly all
of ours are related, so that an empty database took 25 seconds to fill and SQL was 3 of them. No
other model changes by these operations: a new model is made alone, an index or a constraint is
noted. Changes of fields are left to Django.
"""

import contextlib
from collections.abc import Iterator
from typing import Any

from django.db.migrations.state import ModelState, ProjectState


def add_model(state: ProjectState, model_state: ModelState) -> None:
    """Nothing refers to the new model yet, so it is the only one to make."""
    key = model_state.app_label, model_state.name_lower
    state.models[key] = model_state
    if state.__dict__["_relations"] is not None:
        state.resolve_model_relations(key)
    if "apps" in state.__dict__:  # asking for it would make all models
        state.apps.render_multiple([model_state])


def append_option(state: ProjectState, app: str, name: str, option: str, added: Any) -> None:
    """An index or a constraint: no field changes, so the model stays and its list is replaced."""
    options = state.models[app, name].options
    options[option] = [*options[option], added]
    if "apps" in state.__dict__:
        setattr(state.apps.get_model(app, name)._meta, option, options[option])


@contextlib.contextmanager
def quick() -> Iterator[None]:
    """Within it, models, indexes and constraints are added as above."""
    quicker = {"add_model": add_model, "_append_option": append_option}
    before = {name: getattr(ProjectState, name) for name in quicker}
    try:
        _replace(quicker)
        yield
    finally:
        _replace(before)


def _replace(methods: dict[str, Any]) -> None:
    for name, method in methods.items():
        setattr(ProjectState, name, method)
