"""Targets: of a delprojekt in an ESF project, dated (docs/domain.md §1.7)."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from mia.audit.models import AccessLog
from mia.organisation.delprojekt.models import Delprojekt, EsfProject, Target
from mia.organisation.delprojekt.queries import targets_of
from tests.factories import TargetFactory

LATE = date(2021, 12, 31)


@pytest.fixture
def ids(db):
    """Primary keys by code, of delprojekt and ESF projects."""
    rows = [*Delprojekt.objects.all(), *EsfProject.objects.all()]
    return {row.code: row.pk for row in rows}


def test_the_targets_of_the_sources_are_loaded(db):
    rows = Target.objects.values_list("delprojekt__code", "project__code", "persons")
    assert sorted(rows) == [
        ("HBS", "MIA", 523),
        ("OS", "MIA", 700),
        ("ROSL", "MIA_VIDARE", 300),
        ("SODT", "MIA", 553),
    ]


@pytest.mark.parametrize(
    ("projects", "day", "expected"),
    [
        (["MIA"], LATE, 700),
        (["MIA_VIDARE"], LATE, None),
        (["MIA", "MIA_VIDARE"], LATE, None),
        (["MIA", "MIA_VIDARE"], date(2020, 5, 31), 700),
        (["MIA"], date(2016, 11, 30), None),
        ([], LATE, None),
    ],
)
def test_a_target_is_of_a_delprojekt_in_an_esf_project(ids, projects, day, expected):
    project_ids = [ids[code] for code in projects]
    assert targets_of([ids["OS"]], project_ids, day) == {ids["OS"]: expected}


def test_targets_of_two_projects_are_added_and_zero_counts(ids):
    TargetFactory(delprojekt_id=ids["OS"], project_id=ids["MIA_VIDARE"], persons=200)
    TargetFactory(delprojekt_id=ids["ROSL"], project_id=ids["MIA"], persons=0)
    both = [ids["MIA"], ids["MIA_VIDARE"]]
    found = targets_of([ids["OS"], ids["ROSL"], ids["SUND"]], both, LATE)
    assert found == {ids["OS"]: 900, ids["ROSL"]: 300, ids["SUND"]: None}


def test_a_later_row_takes_over_from_its_day(ids):
    """Also when it was written down before the earlier one."""
    for day, persons in ((date(2019, 1, 1), 800), (date(2018, 1, 1), 750)):
        TargetFactory(
            delprojekt_id=ids["OS"], project_id=ids["MIA"], persons=persons, started_on=day
        )
    days = [date(2017, 12, 31), date(2018, 1, 1), date(2018, 12, 31), date(2019, 1, 1)]
    found = [targets_of([ids["OS"]], [ids["MIA"]], day)[ids["OS"]] for day in days]
    assert found == [700, 750, 750, 800]


def test_as_many_statements_for_all_as_for_one(ids, django_assert_num_queries):
    every = list(Delprojekt.objects.values_list("pk", flat=True))
    with django_assert_num_queries(2):
        targets_of(every, [ids["MIA"], ids["MIA_VIDARE"]], LATE)


def test_the_administrator_adds_a_target_and_cannot_add_a_second_from_the_same_day(
    world, login, ids
):
    client = login(world.admin)
    facts = {
        "delprojekt": ids["OS"],
        "project": ids["MIA_VIDARE"],
        "persons": "240",
        "started_on": "2020-06-01",
    }
    assert client.post("/administration/listor/mal/ny/", facts).status_code == 302
    row = Target.objects.get(delprojekt=ids["OS"], project=ids["MIA_VIDARE"])
    assert AccessLog.objects.get(event="target.added").extra["key"] == str(row.pk)
    again = client.post("/administration/listor/mal/ny/", facts | {"persons": "250"})
    assert "Det finns redan ett mål från den dagen." in again.content.decode()
    with pytest.raises(IntegrityError, match="target_is_one_at_a_time"), transaction.atomic():
        TargetFactory(
            delprojekt_id=ids["OS"], project_id=ids["MIA_VIDARE"], started_on=date(2020, 6, 1)
        )
