"""Every figure is the same after everybody who can be disposed of has been."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection

from mia.access.roles import Role
from mia.core.period import Period
from mia.organisation.delprojekt.models import Delprojekt, EsfProject
from participants.codes.models import RetentionPeriod
from participants.consents.models import Consent
from participants.enrolments.models import Enrolment
from participants.people.models import Participant
from reporting.exports import rows
from reporting.exports.declaration import RowExport, TableExport
from reporting.exports.registry import EXPORTS
from reporting.figures.scope import ReportScope
from reporting.publications.models import Publication
from tests import factories
from tests.reporting import worlds
from tests.reporting.retention import disposing
from tests.reporting.retention.disposing import person_due

pytestmark = pytest.mark.django_db
PERIODS = [
    Period(date(2017, 1, 1), date(2022, 12, 31)),
    Period(date(2019, 1, 1), date(2019, 12, 31)),
    Period(date(2021, 1, 1), date(2021, 3, 31)),
]
# Texts in them say who it is: they are emptied. No figure is counted of them.
VIEWS_OF_IDENTITY = ("reporting_identity", "reporting_placement")
# Rows of files of placements, which leave out the protected, as those disposed of count.
VIEWS_OF_IDENTITY += ("reporting_hours", "reporting_attendance")
EXPORTS_OF_FIGURES = [export for export in EXPORTS.values() if isinstance(export, TableExport)]
EXPORTS_OF_PERSONS = [export for export in EXPORTS.values() if isinstance(export, RowExport)]


def scopes():
    for period in PERIODS:
        for programme in ("2014", "2021"):
            yield ReportScope(
                period,
                tuple(Delprojekt.objects.order_by("pk")),
                tuple(EsfProject.objects.order_by("pk")),
                made_on=date(2022, 12, 31),
                programme=programme,
                exact=True,
            )


def figures(world, as_user):
    """Tables, the dashboards of the whole and of each delprojekt, and what has been published."""
    read = []
    with as_user(world.coordinator):
        for export in EXPORTS_OF_FIGURES:
            for scope in scopes():
                read.append((export.slug, scope.period.label, export.read(scope)))
    for code in ("", "OS", "HBS"):
        for first, last in (("2018-01", "2019-12"), ("2021-01", "2021-12")):
            view, _ = worlds.shown(world.coordinator, code, fran=first, till=last)
            read.append((code, first, sorted(view.cells.items(), key=repr)))
    read += [row.content for row in Publication.objects.order_by("pk")]
    return read


def rows_of_views(world, as_user):
    """What figures are counted of, all of it: the rows of every report view, but for the exact date
    of birth. A new view is in it by itself.
    """
    read = {}
    with as_user(world.coordinator), connection.cursor() as cursor:
        cursor.execute("SELECT viewname FROM pg_views WHERE viewname LIKE 'reporting\\_%'")
        for (view,) in cursor.fetchall():
            if view not in VIEWS_OF_IDENTITY:
                cursor.execute(
                    f"SELECT (to_jsonb(v) - 'birth_date' - 'birth_year')::text FROM {view} v"
                )
                read[view] = sorted(text for (text,) in cursor.fetchall())
    return read


@pytest.fixture
def county(world):
    """A random county, somebody with every kind of row, and consents of some."""
    worlds.random_world(world, 7)
    for enrolment in Enrolment.objects.filter(started_on__gte=date(2020, 12, 1))[::2]:
        factories.ContactFactory(
            enrolment=enrolment, held_on=enrolment.started_on, minutes=40, staff=world.anna
        )
        if not enrolment.consents.exists():
            factories.ConsentFactory(enrolment=enrolment, given_on=enrolment.started_on)
    person_due(world)
    EsfProject.objects.update(keep_until=date(2022, 12, 31))
    RetentionPeriod.objects.filter(code="ANTECKNINGAR").update(years=0)
    factories.PublicationFactory(content={"numbers": [], "shifts": [], "months": []})
    return world


def test_the_figures_are_the_same_before_and_after(county, as_user):
    before, rows_before = figures(county, as_user), rows_of_views(county, as_user)
    assert not [view for view, rows in rows_before.items() if not rows], "a view that is not tried"
    second = factories.staff("arkivarie", Role.COORDINATOR)
    disposal = disposing.dispose(county, second)
    disposed = Participant.objects.exclude(disposed_on=None)
    assert disposed.count() > 8
    assert disposed.exclude(protection="INGEN").exists(), "a protected person is among them"
    assert disposal.finished_at is not None
    assert rows_of_views(county, as_user) == rows_before
    for former, latter in zip(before, figures(county, as_user), strict=True):
        assert repr(latter) == repr(former)


def test_a_file_with_identities_leaves_them_out(county, as_user):
    """There is nothing to hand in: not an empty number, not somebody who looks protected."""
    second = factories.staff("arkivarie", Role.COORDINATOR)
    disposing.dispose(county, second)
    keys = set(Participant.objects.exclude(disposed_on=None).values_list("pk", flat=True))
    for export in EXPORTS_OF_PERSONS:
        for scope in scopes():
            scope = replace(scope, exact=False)
            with as_user(county.coordinator):
                for block in rows.read_blocks(export, scope, frozenset()):
                    assert not keys & {row.participant_id for row in block}
    assert Consent.objects.exists()
