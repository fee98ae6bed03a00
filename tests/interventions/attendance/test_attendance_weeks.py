"""Which week the grids of attendance show."""

import pytest

from interventions.attendance.queries import week_of
from interventions.placements.models import Placement


@pytest.fixture(params=["vardar/{placement.host_id}/narvaro/", "deltagare/{case.pk}/narvaro/"])
def grid(request, world):
    """The address of the host's grid, and of the participant's."""
    placement = Placement.objects.get(enrolment=world.own)
    return "/" + request.param.format(placement=placement, case=world.own)


@pytest.mark.parametrize("week", ["1900-W02", "2021-W10", "2020-W53", "2099-W52"])
def test_the_week_that_the_address_names(world, login, grid, week):
    response = login(world.anna).get(grid, {"vecka": week})
    assert response.status_code == 200
    assert response.context["weeks"]["value"] == week


@pytest.mark.parametrize(
    "week",
    ["", "9999-W52", "9999-W53", "0000-W01", "0001-W01", "1899-W52", "2100-W01", "2021-W60", "x"],
)
def test_anything_else_is_this_week(world, login, grid, today, week):
    client = login(world.anna)
    response = client.get(grid, {"vecka": week})
    assert response.status_code == 200
    assert response.context["days"] == week_of(today)
    assert client.post(f"{grid}?vecka={week}", {}).status_code in (200, 302)
