"""The statements of the dashboard: each number is as long as the list behind it."""

from datetime import date

import pytest

from mia.access import identity
from mia.core.period import Period
from reporting.dashboards import queries
from reporting.dashboards.access import get_unit
from reporting.dashboards.selection import FigureFilter, Selection
from reporting.figures.cohorts import COHORTS
from tests import factories
from tests.reporting.worlds import person, random_world

PERIOD = Period(date(2021, 1, 1), date(2021, 4, 30))


@pytest.fixture
def selection(world):
    random_world(world, 5)
    person(world.os, "K", date(2021, 1, 5), date(2021, 2, 5), "ARBETE")
    both = person(world.os, "K", date(2021, 1, 5), date(2021, 2, 5), "ORDINARIE_AF")
    type(both).objects.filter(pk=both.pk).update(work_after="SUBVENTIONERAT")
    working = person(world.os, "K", date(2021, 1, 5))
    factories.SpellFactory(enrolment=working, registered_by=world.anna)
    with identity.acting_as(world.coordinator.pk, source="test"):
        unit = get_unit(world.coordinator)
        projects = tuple(project.pk for project in queries.esf_projects())
        yield Selection(PERIOD, tuple(unit.ids), projects)


def total(counts, part, key):
    return sum(number for (a, b, _), number in counts.items() if (a, b) == (part, key))


def test_every_cohort_is_counted_as_long_as_its_list(selection):
    counts = queries.counts(selection, per_delprojekt=False)
    assert {key for part, key, _ in counts if part == "kohort"} == set(COHORTS)
    lengths = {slug: len(queries.members(selection, FigureFilter(slug))) for slug in COHORTS}
    assert {slug: total(counts, "kohort", slug) for slug in COHORTS} == lengths
    assert min(lengths.values()) > 0, "a cohort without members compares nothing"


def test_each_delprojekt_has_the_cohorts_that_its_row_shows(selection):
    counts = queries.counts(selection, per_delprojekt=True)
    every = {str(pk) for pk in selection.delprojekt}
    cohorts = {key for part, key, _ in counts if part in every}
    assert cohorts == set(queries.PER_DELPROJEKT_COHORTS)
    for pk in selection.delprojekt:
        alone = Selection(PERIOD, (pk,), selection.projects)
        own = queries.counts(alone, per_delprojekt=False)
        for cohort in cohorts:
            assert total(counts, str(pk), cohort) == total(own, "kohort", cohort)
