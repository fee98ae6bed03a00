"""Which ESF project an enrolment belongs to is read from the projects' own dates."""

from datetime import date

import pytest

from mia.organisation.delprojekt.models import EsfProject
from mia.organisation.delprojekt.queries import esf_project_on, esf_projects_by_start

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2016, 11, 30), "MIA"),
        (date(2016, 12, 1), "MIA"),
        (date(2020, 5, 31), "MIA"),
        (date(2020, 6, 1), "MIA_VIDARE"),
        (date(2023, 1, 1), "MIA_VIDARE"),
    ],
)
def test_the_latest_that_has_started_that_day(day, code):
    assert esf_project_on(day).code == code
    assert esf_project_on(day, esf_projects_by_start()).code == code


def test_an_administrators_dates_are_followed():
    EsfProject.objects.filter(code="MIA_VIDARE").update(started_on=date(2020, 9, 1))
    EsfProject.objects.create(code="NASTA", name="Nästa", started_on=date(2023, 1, 1))
    assert esf_project_on(date(2020, 8, 31)).code == "MIA"
    assert esf_project_on(date(2022, 12, 31)).code == "MIA_VIDARE"
    assert esf_project_on(date(2023, 1, 1)).code == "NASTA"
