"""A placement in an enrolment that has ended: it ends with it."""

from datetime import date

from participants.enrolments.models import Enrolment
from tests.interventions.placements.sent import facts, url


def test_a_placement_registered_late_ends_with_the_enrolment(world, login, host):
    closed = {"ended_on": date(2021, 6, 30), "exit_reason": "ARBETE"}
    Enrolment.objects.filter(pk=world.own.pk).update(**closed)
    response = login(world.anna).post(url(world.own), facts(host), follow=True)
    placement = world.own.placements.get()
    end = (placement.ended_on, placement.end_reason, placement.result)
    assert end == (date(2021, 6, 30), "AVSLUT", "INGET")
    assert "placeringen slutar den dagen" in response.content.decode()
