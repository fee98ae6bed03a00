"""Jobs: states that cannot be, whose they are, and how they are started."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from mia.access.saving import store
from mia.core.uuid7 import uuid7
from mia.jobs import queue
from mia.jobs.models import Job
from tests.factories import JobFactory

NOW = timezone.now()


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({"state": "ready", "finished_at": NOW}, "har ett resultat"),
        ({"state": "waiting", "result": {"rows": 1}}, "har ett resultat"),
        ({"state": "working", "finished_at": NOW}, "har en tidpunkt"),
        ({"state": "ready", "result": {"rows": 1}}, "har en tidpunkt"),
        ({"state": "waiting", "fetched_at": NOW}, "har en tidpunkt"),
        ({"state": "failed", "finished_at": NOW}, "säger varför"),
        ({"state": "waiting", "message": "Nej."}, "säger varför"),
    ],
)
def test_states_that_cannot_be(world, facts, message):
    job = JobFactory.build(owner=world.coordinator, parameters={"slug": "x"}, **facts)
    with pytest.raises(ValidationError, match=message):
        store(job)


def test_a_job_is_its_owners_and_the_systems(world, as_user):
    """The visibility filter by itself, and the policies by themselves."""
    job = JobFactory(owner=world.coordinator)
    assert Job.objects.visible_to(world.coordinator).get() == job
    assert not Job.objects.visible_to(world.leader).exists()
    events = Job.pgh_event_model.objects
    for user, number in ((world.leader, 0), (None, 0), (world.coordinator, 1)):
        with as_user(user):
            assert Job.objects.count() == number
            assert events.filter(id=job.pk).count() == number
            assert Job.objects.update(attempts=0) == number


def test_nobody_starts_a_job_in_somebody_elses_name(world, as_user):
    with as_user(world.leader), pytest.raises(Exception, match="row-level security"):
        queue.start("exports", {"slug": "x"}, owner=world.coordinator, at=NOW)


def test_the_next_step_is_started_once(world):
    job = JobFactory(
        owner=world.coordinator, state="ready", finished_at=NOW, result={"rows": 1}, attempts=2
    )
    again = Job.objects.get(pk=job.pk)
    assert queue.start_next_step(job, {"step": 2}, at=NOW)
    assert not queue.start_next_step(again, {"step": 2}, at=NOW)
    job.refresh_from_db()
    assert (job.state, job.attempts, job.result, job.parameters) == ("waiting", 0, {}, {"step": 2})


def test_the_same_form_starts_one_job(world):
    key = uuid7()
    first = queue.start("exports", {"slug": "x"}, owner=world.coordinator, at=NOW, key=key)
    again = queue.start("exports", {"slug": "x"}, owner=world.coordinator, at=NOW, key=key)
    other = queue.start("exports", {"slug": "y"}, owner=world.coordinator, at=NOW, key=key)
    assert [is_new for _, is_new in (first, again, other)] == [True, False, True]
    assert first[0].pk == again[0].pk != other[0].pk
