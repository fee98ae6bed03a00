"""Migrations at less cost: the models as Django makes them (mia/core/migration_state.py)."""

from django.db import models
from django.db.migrations import operations
from django.db.migrations.state import ProjectState

from mia.core import migration_state

OPERATIONS = [
    operations.CreateModel("Owner", [("id", models.AutoField(primary_key=True))]),
    operations.CreateModel(
        "Thing",
        [
            ("id", models.AutoField(primary_key=True)),
            ("number", models.IntegerField()),
            ("owner", models.ForeignKey("probe.Owner", models.CASCADE, related_name="things")),
            ("part_of", models.ForeignKey("self", models.CASCADE, null=True)),
        ],
    ),
    operations.AddField("Owner", "best", models.ForeignKey("probe.Thing", models.CASCADE)),
    operations.AddConstraint(
        "Thing", models.CheckConstraint(condition=models.Q(number__gt=0), name="positive")
    ),
    operations.CreateModel("Label", [("thing", models.ForeignKey("probe.Thing", models.CASCADE))]),
    operations.AddIndex("Thing", models.Index(fields=["number"], name="by_number")),
    operations.AddConstraint(
        "Thing", models.UniqueConstraint(fields=["owner", "number"], name="once_an_owner")
    ),
]


def models_after(names: tuple[str, ...] = ("owner", "thing", "label")) -> dict[str, list[str]]:
    """What each model consists of; every relation leads to the model that stands."""
    state = ProjectState()
    assert not state.apps.get_models()
    for operation in OPERATIONS:
        before = state.clone()
        operation.state_forwards("probe", state)
        assert before.models != state.models
    made = {}
    for name in names:
        model = state.apps.get_model("probe", name)
        for field in model._meta.get_fields(include_hidden=True):
            if field.is_relation:
                label = field.related_model._meta.label_lower
                assert field.related_model is state.apps.get_model(label)
        made[name] = sorted(map(str, model._meta.get_fields(include_hidden=True)))
        made[name] += [repr(one) for one in model._meta.constraints + model._meta.indexes]
    return made


def test_models_are_those_that_django_makes():
    by_django = models_after()
    assert len(by_django["thing"]) > 8
    with migration_state.quick():
        assert models_after() == by_django
    assert ProjectState.add_model is not migration_state.add_model
