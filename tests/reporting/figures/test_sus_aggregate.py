"""SUS's tables: who is counted where, and what adds up (docs/domain.md §2.11, §7.4, §7.9 no. 6)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mia.access.roles import Role
from mia.core.period import Period
from mia.organisation.delprojekt.models import Delprojekt
from participants.enrolments.enums import Work
from reporting.exports.sus_aggregate import SUS_AGGREGATE
from reporting.exports.sus_sums import BASES, WHOLE
from tests.factories import staff
from tests.reporting.county import enrol, person, report_scope

YEAR = Period(date(2021, 1, 1), date(2021, 12, 31))


@pytest.fixture
def os(db):
    return Delprojekt.objects.get(code="OS")


@pytest.fixture
def table(db, as_user):
    coordinator = staff("koordinator", Role.COORDINATOR)

    def _table(exact=True, **more):
        with as_user(coordinator):
            found = SUS_AGGREGATE.read(report_scope(YEAR, exact=exact, **more)).lines
        return {(line["table"], line["group"], line["value"]): line for line in found}

    return _table


def ended(os, birth, **facts):
    facts = {
        "ended_on": date(2021, 6, 30),
        "exit_reason": "FLYTT",
        "consent": date(2021, 1, 1),
    } | facts
    return enrol(os, person(birth, "K"), date(2021, 1, 1), **facts)


def test_who_has_not_consented_is_anonymous_and_absent_from_before_and_after(os, table):
    ended(os, date(1990, 1, 1), consent=None)
    ended(os, date(1990, 1, 2))
    found = table()
    assert found["ANONYMA", "STARTÅR", "2021"]["total"] == 1
    assert found["BAKGRUND", "ÅLDER", "30–39"]["total"] == 1
    assert (
        found["AVSLUT", "ANLEDNING", "FLYTT"]["total"]
        == found["AVSLUT", "ANLEDNING", "FLYTT"]["base_total"]
        == 1
    )


def test_the_four_groups_are_exclusive_with_work_first(os, table):
    ended(
        os,
        date(1990, 1, 1),
        work_after="SUBVENTIONERAT",
        study_after_percent=50,
        seeking_after=True,
    )
    ended(os, date(1990, 1, 2), work_after="INGET", study_after_percent=50, seeking_after=True)
    ended(os, date(1990, 1, 3), study_after_percent=0, seeking_after=True)
    ended(os, date(1990, 1, 4))
    found = table()
    assert [
        line["total"] for key, line in found.items() if key[:2] == ("SYSSELSATTNING", "EFTER")
    ] == [1, 1, 1, 1]
    assert found["RESULTAT", "ARBETAR ELLER STUDERAR EFTER", "JA"]["total"] == 2


@pytest.mark.parametrize(
    ("facts", "counted"),
    [
        ({"work_after": "EJ_SUBVENTIONERAT"}, 1),
        ({"work_before": "SUBVENTIONERAT", "work_after": "EJ_SUBVENTIONERAT"}, 0),
        (
            {
                "work_before": "SUBVENTIONERAT",
                "work_before_percent": 25,
                "work_after": "SUBVENTIONERAT",
                "work_after_percent": 50,
            },
            1,
        ),
        (
            {
                "work_before": "SUBVENTIONERAT",
                "work_before_percent": 50,
                "work_after": "SUBVENTIONERAT",
                "work_after_percent": 50,
            },
            0,
        ),
        ({"study_before_percent": 25, "study_after_percent": 50}, 1),
        ({"study_before_percent": 50, "study_after_percent": 50}, 0),
        ({"study_before_percent": 50, "study_after_percent": 0}, 0),
    ],
)
def test_new_or_more(os, table, facts, counted):
    ended(os, date(1990, 1, 1), **facts)
    assert table()["RESULTAT", "NY ELLER ÖKAD OMFATTNING", "JA"]["total"] == counted


def test_several_sources_of_income_count_each(os, table):
    ended(os, date(1990, 1, 1), income_before=["AKASSA", "LON"])
    ended(os, date(1990, 1, 2))
    found = table()
    assert [
        found["FORSORJNING", "FÖRE", code]["total"] for code in ("AKASSA", "LON", "uppgift saknas")
    ] == [1, 1, 1]
    assert found["FORSORJNING", "FÖRE", "AKASSA"]["base_total"] == 2


def test_time_in_the_insats(os, table):
    for days, birth in ((29, 1), (59, 2), (364, 3)):
        ended(os, date(1990, 1, birth), ended_on=date(2021, 1, 1) + timedelta(days=days))
    found = table()
    assert found["TID", "MEDIANMÅNADER", "MÅNADER"]["women"] == Decimal("2.0")
    assert found["TID", "MEDELMÅNADER", "MÅNADER"]["total"] == Decimal("5.0")
    assert found["TID", "MEDELMÅNADER", "MÅNADER"]["men"] is None


def test_a_mean_of_few_is_hidden_with_the_one_that_would_give_it(os, table):
    for birth in range(1, 8):
        ended(os, date(1990, 1, birth))
    enrol(
        os,
        person(date(1990, 1, 1), "M"),
        date(2021, 1, 1),
        consent=date(2021, 1, 1),
        ended_on=date(2021, 2, 1),
        exit_reason="FLYTT",
    )
    months = table(exact=False)["TID", "MEDELMÅNADER", "MÅNADER"]
    assert (months["women"], months["men"]) == ("..", "..")
    assert months["total"] != ".."


facts = st.fixed_dictionaries(
    {
        "birth": st.dates(date(1976, 1, 1), date(2006, 12, 31)),
        "sex": st.sampled_from("KM"),
        "consents": st.booleans(),
        "ends": st.booleans(),
        "work_after": st.sampled_from([*Work.values, None]),
        "study_after_percent": st.sampled_from([None, 0, 50]),
        "education": st.sampled_from(["GRUNDSKOLA", "OKAND", None]),
        "referrer": st.sampled_from(["FK", "AF"]),
    }
)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(facts, min_size=1, max_size=7, unique_by=lambda row: (row["birth"], row["sex"])))
def test_groups_add_up_to_their_base(os, table, county):
    with transaction.atomic():
        for row in county:
            row = dict(row)
            someone, consent, ends = (
                person(row.pop("birth"), row.pop("sex")),
                row.pop("consents"),
                row.pop("ends"),
            )
            after = {name: row.pop(name) for name in ("work_after", "study_after_percent")}
            if ends:
                row |= after | {"ended_on": date(2021, 6, 30), "exit_reason": "FLYTT"}
            enrol(
                os, someone, date(2021, 1, 1), consent=date(2021, 1, 1) if consent else None, **row
            )
        found = table()
        transaction.set_rollback(True)
    for group in WHOLE:
        lines = [line for key, line in found.items() if key[:2] == group]
        for line in lines:
            assert line["women"] + line["men"] == line["total"]
        assert sum(line["total"] for line in lines) == lines[0]["base_total"], group
    assert set(BASES) <= {key[0] for key in found}
