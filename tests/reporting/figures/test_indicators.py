"""ESF's indicators: derivation, completeness and the consistency rules of docs/domain.md §3.6."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mia.access.roles import Role
from mia.core.period import Period
from mia.organisation.delprojekt.models import Delprojekt
from participants.enrolments.enums import Answer, Education, LabourStatus, Work
from participants.enrolments.models import Enrolment
from participants.enrolments.queries import IS_INCOMPLETE_AT_START
from reporting.exports.esf_indicators import ESF_INDICATORS
from reporting.figures import indicators
from tests.factories import staff
from tests.reporting.county import enrol, person, report_scope

MARCH = Period.month("2021-03")
COMPLETE = {"labour_status": "SYSSELSATT", "education": "GYMNASIUM"}


@pytest.fixture
def os(db):
    staff("koordinator", Role.COORDINATOR)
    return Delprojekt.objects.get(code="OS")


@pytest.fixture
def counts(os, as_user, django_user_model):
    user = django_user_model.objects.get(username="koordinator")

    def _counts(programme="2014", period=MARCH):
        with as_user(user):
            found = indicators.counts(programme, report_scope(period).params)
        return {code: sum(found[code, sex] for sex in "KMX") for code, _ in found}

    return _counts


def start(os, birth=date(1990, 1, 1), on=date(2021, 3, 10), **facts):
    return enrol(os, person(birth, "K"), on, **(COMPLETE | facts))


@pytest.mark.parametrize(
    ("birth", "under_25", "under_18", "young"),
    [
        (date(1996, 3, 11), 1, 0, 1),  # 25 tomorrow
        (date(1996, 3, 10), 0, 0, 1),  # 25 today
        (date(2003, 3, 11), 1, 1, 0),
        (date(2003, 3, 10), 1, 0, 1),
        (date(1991, 3, 10), 0, 0, 0),  # 30 today
    ],
)
def test_age_is_whole_years_on_the_day_of_entry(os, counts, birth, under_25, under_18, young):
    start(os, birth)
    later = counts("2021")
    assert (counts()["CO06"], later["EECO06"], later["EECO07"]) == (under_25, under_18, young)


@pytest.mark.parametrize(
    ("birth", "since", "long_2014", "long_2021"),
    [
        (
            date(2000, 1, 1),
            date(2020, 9, 10),
            0,
            0,
        ),  # under 25: six whole months is not more than six
        (date(2000, 1, 1), date(2020, 8, 10), 1, 0),
        (date(1990, 1, 1), date(2020, 3, 10), 0, 1),  # twelve whole months
        (date(1990, 1, 1), date(2020, 3, 11), 0, 0),
        (date(1990, 1, 1), date(2020, 2, 10), 1, 1),
    ],
)
def test_long_term_unemployed(os, counts, birth, since, long_2014, long_2021):
    start(os, birth, labour_status="ARBETSLOS", unemployed_since=since)
    assert (counts()["CO02"], counts("2021")["EECO03"]) == (long_2014, long_2021)


@pytest.mark.parametrize(
    "facts",
    [
        {"labour_status": None},
        {"education": None},
        {"education": "OKAND"},
        {"labour_status": "ARBETSLOS"},
        {"labour_status": "EJ_I_ARBETSKRAFTEN"},
    ],
)
def test_an_incomplete_record_counts_only_as_that(os, counts, facts):
    start(os, disability="JA", **facts)
    found = counts()
    assert {code for code, number in found.items() if number} == {"GRAND_TOTAL", "OFULLST"}
    assert counts("2021")["EECO01"] == 1
    assert Enrolment.objects.filter(IS_INCOMPLETE_AT_START).exists(), "so says the queue too"


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"labour_status": "ARBETSLOS", "unemployed_since": date(2020, 1, 1)},
        {"labour_status": "EJ_I_ARBETSKRAFTEN", "in_education": False},
    ],
)
def test_a_complete_record_is_not_in_the_queue_of_the_incomplete(os, counts, facts):
    start(os, **facts)
    assert (counts()["TOTAL"], counts()["OFULLST"]) == (1, 0)
    assert not Enrolment.objects.filter(IS_INCOMPLETE_AT_START).exists()


def test_a_number_without_sex_makes_the_record_incomplete(os, counts):
    row = start(os)
    row.participant.sex = "X"
    row.participant.save()
    assert (counts()["TOTAL"], counts()["OFULLST"]) == (0, 1)
    assert Enrolment.objects.filter(IS_INCOMPLETE_AT_START).exists(), "so says the queue too"


def test_entry_is_counted_in_the_period_of_entry_and_results_in_that_of_exit(os, counts):
    start(
        os,
        on=date(2021, 1, 5),
        labour_status="EJ_I_ARBETSKRAFTEN",
        in_education=False,
        homeless="JA",
        ended_on=date(2021, 3, 31),
        exit_reason="STUDIER",
        study_after_percent=50,
        registered_after=True,
    )
    found = counts()
    assert (found["CO03"], found["CR01"], found["CR02"], found["CR04"], found["CR05"]) == (
        0,
        1,
        1,
        0,
        1,
    )
    assert counts(period=Period.month("2021-01"))["CR01"] == 0
    assert counts(period=Period.month("2021-04"))["CR01"] == 0


def test_who_studied_at_start_is_not_newly_in_education(os, counts):
    start(
        os,
        study_before_percent=25,
        ended_on=date(2021, 3, 31),
        exit_reason="STUDIER",
        study_after_percent=50,
    )
    assert counts()["CR02"] == 0


@pytest.mark.parametrize(
    ("facts", "idle"),
    [
        ({"in_education": False}, 1),
        ({"in_education": True}, 0),
        ({"in_education": False, "study_before_percent": 25}, 0),
    ],
)
def test_inactive_and_not_in_education(os, counts, facts, idle):
    start(os, labour_status="EJ_I_ARBETSKRAFTEN", **facts)
    found = counts()
    assert (found["CO03"], found["CO04"]) == (1, idle)


def test_who_comes_back_is_one_person_and_has_not_left(os, counts):
    first = start(
        os,
        on=date(2021, 3, 1),
        labour_status="ARBETSLOS",
        unemployed_since=date(2021, 1, 1),
        ended_on=date(2021, 3, 10),
        exit_reason="ARBETE",
        work_after="EJ_SUBVENTIONERAT",
    )
    assert counts()["CR04"] == 1
    enrol(os, first.participant, date(2021, 3, 20), **COMPLETE)
    found = counts()
    assert (found["TOTAL"], found["CO01"], found["CO05"], found["CR04"]) == (1, 1, 0, 0)


record = st.fixed_dictionaries(
    {
        "birth": st.dates(date(1976, 1, 1), date(2006, 12, 31)),
        "sex": st.sampled_from("KM"),
        "on": st.dates(date(2021, 2, 20), date(2021, 4, 5)),
        "labour_status": st.sampled_from([*LabourStatus.values, None]),
        "education": st.sampled_from([*Education.values, None]),
        "in_education": st.sampled_from([True, False, None]),
        "disability": st.sampled_from(Answer.values),
        "homeless": st.sampled_from(Answer.values),
        "days": st.sampled_from([None, 1, 20]),
        "since": st.sampled_from([None, 10, 200, 500]),
        "work_after": st.sampled_from([*Work.values, None]),
        "study_after_percent": st.sampled_from([None, 0, 50]),
        "seeking_after": st.sampled_from([True, False, None]),
    }
)


def stored(os, facts):
    sex, birth, on = facts.pop("sex"), facts.pop("birth"), facts.pop("on")
    days, since = facts.pop("days"), facts.pop("since")
    if facts["labour_status"] == "ARBETSLOS" and since:
        facts["unemployed_since"] = on - timedelta(days=since)
    if days is None:
        facts = {
            name: value
            for name, value in facts.items()
            if not name.endswith("_after") and "after" not in name
        }
    else:
        facts |= {"ended_on": on + timedelta(days=days), "exit_reason": "PLANERAD_KLAR"}
    enrol(os, person(birth, sex), on, **facts)


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(record, min_size=1, max_size=8, unique_by=lambda row: (row["birth"], row["sex"])))
def test_the_consistency_rules_hold_on_any_county(os, as_user, django_user_model, rows):
    user = django_user_model.objects.get(username="koordinator")
    whole = report_scope(Period(date(2021, 1, 1), date(2021, 12, 31)))
    with transaction.atomic():
        for facts in rows:
            stored(os, dict(facts))
        with as_user(user):
            for programme in ("2014", "2021"):
                consistent(programme, indicators.counts(programme, whole.params))
            exact = ESF_INDICATORS.read(report_scope(whole.period, exact=True)).lines
        for line in exact:
            assert line.get("women") is None or line["women"] + line["men"] == line["total"]
        transaction.set_rollback(True)


def consistent(programme, found):
    for sex in "KMX":
        n = {code: number for (code, one), number in found.items() if one == sex}
        for total, parts in indicators.SUMS[programme]:
            assert n[total] == sum(n[part] for part in parts)
        if programme == "2014":
            assert n["CO02"] <= n["CO01"]
            assert n["CO04"] <= n["CO03"]
            assert n["CO08"] <= n["CO07"]
            assert n["CO06"] + n["CO07"] <= n["TOTAL"]
            assert n["CR01"] <= n["CO03"]
            assert n["CR04"] <= n["CO01"] + n["CO03"]
            assert n["CR05"] <= n["CR01"] + n["CR02"] + n["CR04"]


def test_who_moves_counts_where_she_entered_and_her_result_where_she_left(
    os, as_user, django_user_model
):
    hbs = Delprojekt.objects.get(code="HBS")
    first = start(
        os,
        on=date(2021, 3, 1),
        labour_status="ARBETSLOS",
        unemployed_since=date(2021, 1, 1),
        ended_on=date(2021, 3, 10),
        exit_reason="FLYTT",
    )
    enrol(
        hbs,
        first.participant,
        date(2021, 3, 11),
        **COMPLETE,
        ended_on=date(2021, 3, 30),
        exit_reason="ARBETE",
        work_after="EJ_SUBVENTIONERAT",
    )
    with as_user(django_user_model.objects.get(username="koordinator")):
        found = indicators.by_delprojekt("2014", report_scope(MARCH).params)
        whole = indicators.counts("2014", report_scope(MARCH).params)
    assert {
        (code, place)
        for (code, place, _), number in found.items()
        if number and code in ("CO01", "CR04")
    } == {
        ("CO01", os.pk),
        ("CR04", hbs.pk),
    }
    assert (whole["CO01", "K"], whole["CR04", "K"], whole["TOTAL", "K"]) == (1, 1, 1)


def test_every_indicator_has_a_code_of_its_own_and_a_definition():
    for rows in indicators.INDICATORS.values():
        assert len({one.code for one in rows}) == len(rows)
        assert all(one.label and one.definition.endswith(".") for one in rows)
