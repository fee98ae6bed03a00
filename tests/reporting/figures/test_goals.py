"""The published figures (docs/domain.md §1.8, §7.9): the report prints what was said in public,
with its base.
"""

from datetime import date
from decimal import Decimal

import pytest

from mia.access import bulk
from mia.access.roles import Role
from mia.core.period import Period
from mia.core.uuid7 import uuid7
from mia.organisation.delprojekt.models import Delprojekt, EsfProject
from participants.enrolments.models import Enrolment
from participants.people.models import Participant
from reporting.exports.goal_table import GOAL_TABLE
from tests.factories import staff
from tests.reporting.county import enrol, person, report_scope

ENROLLED, WORK, ORDINARY, FOR_WORK, RECEIVED, _POWER = range(6)


PERSON_FIELDS = ("id", "sex", "alias")
SAME_OF_PEOPLE = {
    "given_name": "Prov",
    "family_name": "Provsson",
    "birth_year": 1985,
    "protection": "INGEN",
    "interpreter_language": "",
    "version": 1,
    "registered_at": "2017-05-01",
}
ENROLMENT_FIELDS = (
    "id",
    "participant_id",
    "delprojekt_id",
    "project_id",
    "started_on",
    "ended_on",
    "exit_reason_id",
    "referrer_id",
)
SAME_OF_ENROLMENTS = {
    "is_protected": False,
    "district": "",
    "income_before": [],
    "disability": "EJ_FRAGAD",
    "foreign_background": "EJ_FRAGAD",
    "homeless": "EJ_FRAGAD",
    "income_after": [],
    "version": 1,
    "registered_at": "2017-05-01",
}


def crowd(delprojekt, project, groups):
    """(sex, number, exit reason or None) → persons with one enrolment each, in bulk."""
    people, enrolments = [], []
    for sex, number, reason, referrer in groups:
        end = date(2018, 6, 30) if reason else None
        for _ in range(number):
            person = uuid7()
            people.append((person, sex, f"D-{len(people):06}"))
            key = (uuid7(), person, delprojekt.pk, project.pk)
            enrolments.append((*key, date(2017, 5, 1), end, reason, referrer))
    insert(Participant, PERSON_FIELDS, people, SAME_OF_PEOPLE)
    insert(Enrolment, ENROLMENT_FIELDS, enrolments, SAME_OF_ENROLMENTS)


def insert(model, fields, rows, same):
    """Rows of these fields; `same` is what is the same in each."""
    bulk.insert(model, (*fields, *same), [(*row, *same.values()) for row in rows])


@pytest.fixture
def mia(db):
    return EsfProject.objects.get(code="MIA")


def lines(as_user, month="2018-12", **chosen):
    user = staff("koordinator", Role.COORDINATOR)
    with as_user(user):
        return GOAL_TABLE.read(report_scope(Period.month(month), **chosen)).lines


def test_t1_to_t3(mia, as_user):
    """1005 women and 699 men, 343 + 268 to work, studies or ordinary: 34,1, 38,3, 35,9 %; 1704 of
    2500 is 68,2 %.
    """
    crowd(
        Delprojekt.objects.get(code="OS"),
        mia,
        [
            ("K", 120, "ARBETE", None),
            ("K", 80, "STUDIER", None),
            ("K", 143, "ORDINARIE_AF", None),
            ("K", 60, "FLYTT", None),
            ("K", 602, None, None),
            ("M", 100, "ARBETE", None),
            ("M", 50, "STUDIER", None),
            ("M", 118, "ORDINARIE_KOMMUN", None),
            ("M", 431, None, None),
        ],
    )
    found = lines(as_user)
    enrolled, outcome = found[ENROLLED], found[FOR_WORK]
    assert (enrolled["women"], enrolled["men"], enrolled["total"]) == (1005, 699, 1704)
    assert (enrolled["base_total"], enrolled["share"], enrolled["is_met"]) == (
        2500,
        Decimal("68.2"),
        "nej",
    )
    assert (outcome["women"], outcome["men"], outcome["total"]) == (343, 268, 611)
    assert (outcome["base_women"], outcome["base_men"], outcome["base_total"]) == (1005, 699, 1704)
    assert [outcome[name] for name in ("share_women", "share_men", "share")] == [
        Decimal("34.1"),
        Decimal("38.3"),
        Decimal("35.9"),
    ]
    assert outcome["goal"] is None


def test_t11_and_t12(mia, as_user):
    """HBS at the turn of the year: 277 received, 40 to work or studies. 14,4 % of received; 30 % is
    asked of exited.
    """
    hbs = Delprojekt.objects.get(code="HBS")
    groups = [
        ("K", 25, "ARBETE", "FK"),
        ("M", 15, "STUDIER", "FK"),
        ("K", 35, "ORDINARIE_AF", "FK"),
        ("M", 5, "SJUKDOM", "FK"),
        ("K", 42, None, "FK"),
        ("M", 155, None, "KOMMUN"),
    ]
    crowd(hbs, mia, groups)
    found = lines(as_user, delprojekt=[hbs])
    assert (found[ENROLLED]["total"], found[ENROLLED]["base_total"]) == (277, 523)
    received = found[RECEIVED]
    assert (received["total"], received["base_total"], received["share"]) == (
        40,
        277,
        Decimal("14.4"),
    )
    assert received["goal"] is None
    work = found[WORK]
    assert (work["total"], work["base_total"], work["share"], work["goal"], work["is_met"]) == (
        40,
        80,
        Decimal("50.0"),
        30,
        "ja",
    )
    ordinary = found[ORDINARY]
    assert (ordinary["total"], ordinary["base_total"], ordinary["goal"], ordinary["is_met"]) == (
        35,
        80,
        40,
        "ja",
    )
    assert all(
        line["base_total"] != 277 for line in found[1:] if line.get("goal") and "base_total" in line
    )


def test_the_goal_is_met_by_the_exact_share(mia, as_user):
    """599 of 1 999 shows as 30,0 % and does not reach 30."""
    hbs = Delprojekt.objects.get(code="HBS")
    crowd(hbs, mia, [("K", 599, "ARBETE", None), ("M", 1400, "FLYTT", None)])
    work = lines(as_user, delprojekt=[hbs])[WORK]
    assert (work["share"], work["is_met"]) == (Decimal("30.0"), "nej")


def test_nobody_is_no_share(mia, as_user):
    found = lines(as_user)
    assert (
        found[ENROLLED]["total"],
        found[WORK]["total"],
        found[WORK]["share"],
        found[WORK]["is_met"],
    ) == (
        0,
        0,
        None,
        None,
    )


@pytest.mark.parametrize(
    ("codes", "project", "target"),
    [
        (["OS", "HBS"], "MIA", 1223),
        (["OS", "VARNA"], "MIA", None),
        (["OS"], "MIA_VIDARE", None),
        (["ROSL"], "MIA_VIDARE", 300),
    ],
)
def test_the_target_of_picked_delprojekt_in_a_project(mia, as_user, codes, project, target):
    rows = list(Delprojekt.objects.filter(code__in=codes))
    projects = (EsfProject.objects.get(code=project),)
    found = lines(as_user, "2021-03", delprojekt=rows, projects=projects)
    assert found[ENROLLED].get("base_total") == target


@pytest.mark.parametrize(
    ("reason", "facts", "counted"),
    [
        ("ARBETE", {}, (1, 0, 1)),
        ("STUDIER", {}, (1, 0, 1)),
        ("FLYTT", {}, (0, 0, 0)),
        ("FLYTT", {"work_after": "INGET", "study_after_percent": 0}, (0, 0, 0)),
        ("FLYTT", {"work_after": "SUBVENTIONERAT"}, (1, 0, 1)),
        ("FLYTT", {"study_after_percent": 25}, (1, 0, 1)),
        ("ORDINARIE_AF", {}, (0, 1, 1)),
        ("ORDINARIE_AF", {"work_after": "EGET_FORETAG"}, (1, 1, 1)),
    ],
)
def test_work_and_studies_at_exit_are_by_the_end_record_or_the_reason(
    mia, as_user, reason, facts, counted
):
    os, someone = Delprojekt.objects.get(code="OS"), person(date(1990, 1, 1), "K")
    stay = {"project": mia, "ended_on": date(2018, 6, 30), "exit_reason": reason}
    enrol(os, someone, date(2017, 5, 1), **stay, **facts)
    found = lines(as_user)
    assert tuple(found[goal]["total"] for goal in (WORK, ORDINARY, FOR_WORK)) == counted
    assert found[WORK]["base_total"] == 1


def test_someone_outside_sees_no_small_numbers_and_no_share_of_them(mia, as_user):
    hbs = Delprojekt.objects.get(code="HBS")
    crowd(
        hbs,
        mia,
        [
            ("K", 3, "ARBETE", None),
            ("K", 30, "FLYTT", None),
            ("M", 20, "FLYTT", None),
            ("M", 5, "STUDIER", None),
        ],
    )
    outside = lines(as_user, is_outside=True)[WORK]
    assert (outside["women"], outside["total"], outside["share"], outside["share_women"]) == (
        "..",
        8,
        Decimal("13.8"),
        "..",
    )
    assert outside["men"] == ".."
