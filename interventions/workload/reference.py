"""The ceilings as they are from the beginning; administrators edit them afterwards."""

from datetime import date

from django.apps.registry import Apps

FROM_THE_START = date(2016, 12, 1)
# Method and participants: IPS by its fidelity scale (docs/domain.md §5.3), the others guidelines.
CEILINGS = [("CM", 20), ("SE", 20), ("IPS", 20)]


def load(apps: Apps, schema_editor: object) -> None:
    """For the first migration: make the rows. `apps` has the models as the migration knows them."""
    ceilings = apps.get_model("interventions", "MethodCeiling").objects
    for method, cases in CEILINGS:
        ceilings.create(method=method, cases=cases, started_on=FROM_THE_START)
