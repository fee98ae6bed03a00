"""A host, and Anna's participant placed there."""

from datetime import date

import pytest

from interventions.attendance.models import Attendance
from interventions.placement_meetings.models import PlacementMeeting
from interventions.placements.models import HoursStep, Placement, PlacementPlan
from tests import factories


@pytest.fixture
def host(world):
    for model in (Attendance, PlacementMeeting, HoursStep, PlacementPlan, Placement):
        model.objects.filter(enrolment=world.own).delete()
    return factories.HostFactory(name="Hela Människan Prov")


@pytest.fixture
def placed(world, host):
    placement = factories.PlacementFactory(
        enrolment=world.own, host=host, started_on=date(2021, 3, 10), registered_by=world.anna
    )
    of = {"placement": placement, "enrolment": world.own}
    factories.HoursStepFactory(**of, hours=2)
    factories.PlacementPlanFactory(**of)
    return placement
