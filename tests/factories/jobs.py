"""Jobs: an ordered export."""

from datetime import UTC, datetime
from typing import Any

import factory

from mia.jobs.models import HousekeepingRun, Job
from mia.organisation.delprojekt.models import Delprojekt
from tests.factories.organisation import StaffFactory


def order_parameters() -> dict[str, Any]:
    """An order of ESF's list for a month, of every delprojekt."""
    return {
        "slug": "esf-deltagare",
        "first_on": "2021-03-01",
        "last_on": "2021-03-31",
        "delprojekt": list(Delprojekt.objects.order_by("code").values_list("code", flat=True)),
        "format": "csv",
        "project": "",
        "programme": "",
        "exact": False,
        "is_named": False,
        "is_outside": False,
    }


class JobFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Job

    kind = "exports"
    parameters = factory.LazyFunction(order_parameters)
    owner = factory.SubFactory(StaffFactory)
    created_at = datetime(2021, 4, 1, 8, 30, tzinfo=UTC)


class HousekeepingRunFactory(factory.django.DjangoModelFactory):
    """The database has a row of every task already (mia/jobs/housekeeping.py)."""

    class Meta:
        model = HousekeepingRun
        django_get_or_create = ("name",)

    name = "clearsessions"
