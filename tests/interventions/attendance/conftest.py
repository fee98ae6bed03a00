"""Anna's participant at a host, and nowhere else."""

from datetime import date

import pytest

from interventions.attendance.models import Attendance
from interventions.placement_meetings.models import PlacementMeeting
from interventions.placements.models import HoursStep, Placement, PlacementPlan
from tests import factories


@pytest.fixture
def placed(world):
    for model in (Attendance, PlacementMeeting, HoursStep, PlacementPlan, Placement):
        model.objects.filter(enrolment=world.own).delete()
    host = factories.HostFactory(name="Hela Människan Prov")
    return factories.PlacementFactory(
        enrolment=world.own, host=host, started_on=date(2021, 3, 1), registered_by=world.anna
    )
