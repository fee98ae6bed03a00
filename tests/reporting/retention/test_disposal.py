"""Retention: nothing is due before every rule that applies has run out."""

from dataclasses import replace
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from mia.core.retention import EVIDENCE, NOTES, RULES, earliest_disposal
from mia.organisation.delprojekt.models import EsfProject
from participants.enrolments.models import Enrolment
from reporting.months.models import SentRow
from reporting.retention.queries import list_models
from tests.factories import ReferralFactory, SentRowFactory
from tests.test_architecture import PERSONAL

DAYS = st.dates(date(2017, 1, 1), date(2030, 12, 31))


@given(st.sampled_from(RULES), DAYS, DAYS)
def test_nothing_is_due_before_the_longest_time(rule, ended_on, keep_until):
    day = earliest_disposal(rule, ended_on=ended_on, keep_until=keep_until)
    assert day >= keep_until
    assert day.year >= ended_on.year + rule.years


def test_what_is_not_known_is_kept():
    assert earliest_disposal(NOTES, ended_on=None, keep_until=date(2024, 1, 1)) is None
    assert earliest_disposal(EVIDENCE, ended_on=date(2020, 1, 1), keep_until=None) is None
    assert earliest_disposal(
        NOTES, ended_on=date(2020, 2, 29), keep_until=date(2021, 1, 1)
    ) == date(2025, 3, 1)


def test_every_model_with_rows_of_an_enrolment_is_on_the_list():
    """A feature that forgets to declare its model would never be disposed of."""
    of_an_enrolment = {Enrolment}
    for model in PERSONAL:
        fields = {field.name for field in model._meta.fields}
        if "enrolment" in fields:
            of_an_enrolment.add(model)
    assert SentRow in of_an_enrolment
    assert set(list_models()) == of_an_enrolment
    assert len(list_models()) == len(of_an_enrolment), "declared twice"


@pytest.mark.django_db
def test_the_list_counts_what_is_due(world):
    EsfProject.objects.update(keep_until=date(2024, 12, 31))
    Enrolment.objects.filter(pk=world.own.pk).update(
        ended_on=date(2022, 5, 1), exit_reason="ARBETE"
    )
    SentRowFactory(enrolment=world.own)
    SentRowFactory(enrolment=world.elsewhere)
    for state, day in (
        ("AVBOJD", date(2021, 1, 1)),
        ("AVBOJD", date.today()),
        ("KO", date(2021, 1, 1)),
    ):
        ReferralFactory(state=state, state_on=day, received_on=day)
    out = StringIO()
    call_command("disposal_list", stdout=out)
    lines = out.getvalue().splitlines()
    first = [line.partition(":")[0] for line in lines].index("inskrivningar")
    assert lines[first].startswith("inskrivningar: 4 rader, 1 kan gallras, 3 utan känt datum")
    assert lines[first + 1].startswith("remisser utan inskrivning: 3 rader, 1 kan gallras, 1 utan")
    assert any(
        line.startswith("anteckningar: 4 rader, 0 kan gallras, 3 utan känt datum") for line in lines
    )
    assert lines[-1].startswith("skickade rader: 2 rader, 1 kan gallras, 1 utan känt datum")
    assert "Ekdal" not in out.getvalue()


@pytest.mark.django_db
def test_the_database_counts_years_as_the_rule_does():
    """29 February too."""
    days = [date(2020, 2, 29), date(2019, 2, 28), date(2021, 12, 31), date(2024, 3, 1)]
    with connection.cursor() as cursor:
        for day in days:
            for years in (0, 1, 4, 5):
                rule = replace(NOTES, years=years)
                cursor.execute("SELECT app.kept_until(%s, %s)", [day, years])
                by_rule = earliest_disposal(rule, ended_on=day, keep_until=day)
                assert cursor.fetchone() == (by_rule,), (day, years)
