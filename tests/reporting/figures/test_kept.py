"""After the exit: ESF's figures at six months, and work and studies that are kept."""

from datetime import date, timedelta

import pytest

from mia.access.roles import Role
from mia.core.period import Period
from mia.organisation.delprojekt.models import Delprojekt
from reporting.exports.kept_spells import KEPT_SPELLS
from reporting.figures import indicators
from tests import factories
from tests.factories import staff
from tests.reporting.county import enrol, report_scope

YEAR = Period(date(2021, 1, 1), date(2021, 12, 31))
START, END = date(2020, 10, 1), date(2021, 3, 31)
UNEMPLOYED = {"labour_status": "ARBETSLOS", "unemployed_since": date(2020, 1, 1)}
EMPLOYED = {"labour_status": "SYSSELSATT"}


@pytest.fixture
def os(db):
    return Delprojekt.objects.get(code="OS")


@pytest.fixture
def coordinator(db):
    return staff("koordinator", Role.COORDINATOR)


def left(place, born=date(1990, 1, 1), **facts):
    facts = {"education": "GYMNASIUM", "ended_on": END, "exit_reason": "FLYTT"} | facts
    who = factories.ParticipantFactory(
        birth_date=born, birth_year=born.year, sex="K", number=False, identity=None
    )
    return enrol(place, who, START, **facts)


@pytest.mark.parametrize(
    ("entry", "answer", "codes"),
    [
        (UNEMPLOYED, {"answer": "ARBETAR"}, {"CR06"}),
        (UNEMPLOYED, {"answer": "ARBETAR", "moment": "4V"}, set()),
        (UNEMPLOYED, {"answer": "STUDERAR"}, set()),
        (UNEMPLOYED, {"answer": "EJ_NADD"}, set()),
        (UNEMPLOYED | {"homeless": "JA"}, {"answer": "ARBETAR"}, {"CR06", "CR09"}),
        (UNEMPLOYED | {"born": date(1960, 1, 1)}, {"answer": "ARBETAR"}, {"CR06", "CR08"}),
        (UNEMPLOYED, {"answer": "ARBETAR", "is_improved": True}, {"CR06"}),
        (EMPLOYED, {"answer": "ARBETAR", "is_improved": True}, {"CR07"}),
        (EMPLOYED, {"answer": "ARBETAR", "is_improved": False}, set()),
        (EMPLOYED, {"answer": "ARBETAR"}, set()),
        (UNEMPLOYED | {"education": "OKAND"}, {"answer": "ARBETAR"}, set()),
    ],
)
def test_six_months_after_leaving(os, coordinator, as_user, entry, answer, codes):
    """CR07 is of those in work at entry, the others of those outside (docs/domain.md §3.6)."""
    facts = {"moment": "6M", "followed_on": date(2021, 10, 4)} | answer
    factories.FollowUpFactory(enrolment=left(os, **entry), **facts)
    with as_user(coordinator):
        counts = indicators.counts("2014", report_scope(YEAR).params)
        later = indicators.counts("2021", report_scope(YEAR).params)
    asked = ("CR06", "CR07", "CR08", "CR09")
    assert {code for code in asked if counts[code, "K"]} == codes
    assert later["EECR05", "K"] == counts["CR06", "K"]
    assert later["EECR06", "K"] == counts["CR07", "K"]


def test_the_exit_that_counts_is_the_last(os, coordinator, as_user):
    """Who comes back has no exit (docs/domain.md §3.5), so nothing six months after it."""
    first = left(os, **UNEMPLOYED)
    factories.FollowUpFactory(enrolment=first, moment="6M", followed_on=date(2021, 10, 4))
    enrol(os, first.participant, date(2021, 11, 1))
    with as_user(coordinator):
        counts = indicators.counts("2014", report_scope(YEAR).params)
    assert counts["CR06", "K"] == 0


def table(as_user, user, *, exact=True, delprojekt=None):
    places = delprojekt or list(Delprojekt.objects.filter(code__in=["HBS", "OS"]))
    with as_user(user):
        lines = KEPT_SPELLS.read(report_scope(YEAR, exact=exact, delprojekt=places)).lines
    return {
        (one["place"], one["months"], one["answer"]): (one["women"], one["total"])
        for one in lines
        if one["total"]
    }


DAY = date(2021, 1, 4)


@pytest.mark.parametrize(
    ("spell", "answer", "expected"),
    [
        ({}, "KVAR", "KVAR"),
        ({}, "SLUTAT", "SLUTAT"),
        ({}, "EJ_NADD", "EJ_NADD"),
        ({}, None, "EJ_FOLJD"),
        ({"ended_on": DAY + timedelta(days=90)}, "KVAR", "SLUTAT"),
        ({"ended_on": DAY + timedelta(days=91)}, None, "EJ_FOLJD"),
        ({"started_on": date(2020, 9, 30)}, "KVAR", None),
        ({"started_on": END + timedelta(days=29)}, "KVAR", None),
    ],
)
def test_kept_at_three_months(os, coordinator, as_user, spell, answer, expected):
    row = factories.SpellFactory(enrolment=left(os), **{"started_on": DAY} | spell)
    if answer:
        factories.FollowUpFactory(
            enrolment=row.enrolment, spell=row, moment="3M", answer=answer, followed_on=END
        )
    found = {key: number for key, number in table(as_user, coordinator).items() if key[1] == 3}
    wanted = {}
    if expected:
        for place in ("MIA", "OS"):
            wanted |= {(place, 3, kind): (1, 1) for kind in (expected, "ALLA")}
    assert found == wanted


def test_a_mistaken_registration_keeps_nothing(os, coordinator, as_user):
    wrong = left(os, exit_reason="FELREGISTRERING")
    factories.SpellFactory(enrolment=wrong, started_on=DAY)
    assert table(as_user, coordinator) == {}


def test_small_numbers_are_hidden_and_cannot_be_worked_out(os, coordinator, as_user):
    for number, answer in enumerate(["KVAR"] * 7 + ["SLUTAT"] * 2):
        row = factories.SpellFactory(
            enrolment=left(os, born=date(1990, 2, 1 + number)), started_on=DAY
        )
        factories.FollowUpFactory(
            enrolment=row.enrolment, spell=row, moment="3M", answer=answer, followed_on=END
        )
    hidden = table(as_user, coordinator, exact=False)
    assert hidden["OS", 3, "SLUTAT"] == ("..", "..")
    assert hidden["OS", 3, "ALLA"] == (9, 9) or hidden["OS", 3, "KVAR"] == (7, 7)
    shown = [hidden["OS", 3, kind][1] for kind in ("KVAR", "ALLA")]
    assert ".." in shown, "the difference would tell"
