"""An export, read as the coordinator."""

import pytest

from mia.access.roles import Role
from mia.organisation.delprojekt.models import Delprojekt
from reporting.exports import rows
from tests.factories import staff
from tests.reporting.county import MARCH, export, report_scope


@pytest.fixture
def os(db):
    return Delprojekt.objects.get(code="OS")


@pytest.fixture
def read(db, as_user):
    coordinator = staff("koordinator", Role.COORDINATOR)

    def _read(slug="esf-deltagare", period=MARCH, **more):
        one = export(slug)
        with as_user(coordinator):
            texts = [row.line for row in rows.read(one, report_scope(period, **more))]
            lines = list(rows.values_of_lines(list(one.columns), texts))
        return [
            dict(zip([column.heading for column in one.columns], line, strict=True))
            for line in lines
        ]

    return _read
