"""Rules of docs/domain.md §2.4, §3.5 and §3.6 that no other test breaks; all of them stand in
docs/formats.md §7 with their tests.
"""

from datetime import date

import pytest

from reporting.figures import indicators
from tests.factories import QualificationFactory, SpellFactory
from tests.reporting.county import MARCH, enrol, person, report_scope

START, END = date(2021, 3, 1), date(2021, 3, 20)
UNEMPLOYED = {"labour_status": "ARBETSLOS", "unemployed_since": date(2020, 1, 1)}
INACTIVE = {"labour_status": "EJ_I_ARBETSKRAFTEN", "in_education": False}
EMPLOYED = {"labour_status": "SYSSELSATT"}
LEFT = {"ended_on": END, "exit_reason": "PLANERAD_KLAR"}
WORKS = {"work_after": "EJ_SUBVENTIONERAT"}
RESULTS = ("CR01", "CR02", "CR03", "CR04", "CR05")


@pytest.fixture
def counts(read, as_user, django_user_model):
    def _counts():
        with as_user(django_user_model.objects.get(username="koordinator")):
            found = indicators.counts("2014", report_scope(MARCH).params)
        return {code: sum(found[code, sex] for sex in "KMX") for code, _ in found}

    return _counts


def stay(os, **facts):
    return enrol(os, person(date(1990, 1, 1), "K"), START, **{"education": "GYMNASIUM"} | facts)


@pytest.mark.parametrize(
    ("entry", "exit_facts", "codes"),
    [
        # Subsidised work and one's own business are employment (docs/domain.md §3.5).
        (UNEMPLOYED, {"work_after": "SUBVENTIONERAT"}, {"CR04"}),
        (INACTIVE, {"work_after": "EGET_FORETAG"}, {"CR04"}),
        (UNEMPLOYED, {"work_after": "INGET"}, set()),
        (UNEMPLOYED, {"work_after": None}, set()),
        # CR04 only of those outside work at entry (docs/domain.md §3.6).
        (EMPLOYED, WORKS, set()),
        # CR01 only of the inactive: who was unemployed sought work already (docs/domain.md §3.6).
        (INACTIVE, {"seeking_after": True}, {"CR01"}),
        (INACTIVE, {"registered_after": True}, {"CR01"}),
        (INACTIVE, {"seeking_after": False}, set()),
        (UNEMPLOYED, {"seeking_after": True, "registered_after": True}, set()),
        # CR05 of each of CO15, CO16 and CO18, and of nobody who has declined or was not asked.
        (UNEMPLOYED | {"disability": "JA"}, WORKS, {"CR04", "CR05"}),
        (UNEMPLOYED | {"foreign_background": "JA"}, WORKS, {"CR04", "CR05"}),
        (UNEMPLOYED | {"homeless": "JA"}, WORKS, {"CR04", "CR05"}),
        (UNEMPLOYED | {"homeless": "VILL_EJ", "disability": "NEJ"}, WORKS, {"CR04"}),
        (UNEMPLOYED | {"disability": "JA"}, {}, set()),
    ],
)
def test_which_results_an_exit_counts_in(os, counts, entry, exit_facts, codes):
    stay(os, **entry, **LEFT, **exit_facts)
    found = counts()
    assert {code for code in RESULTS if found[code]} == codes


@pytest.mark.parametrize("answer", ["VILL_EJ", "EJ_FRAGAD"])
def test_a_sensitive_answer_may_be_missing_and_the_record_is_complete(os, counts, answer):
    stay(os, **EMPLOYED, disability=answer, foreign_background=answer, homeless=answer)
    found = counts()
    assert (found["TOTAL"], found["OFULLST"]) == (1, 0)
    assert {found[code] for code in ("CO15", "CO16", "CO18")} == {0}


def test_an_employment_without_work_is_employed_to_esf_and_no_work_to_sus(os, counts, read):
    """On sick leave from an employment: the two are kept apart (docs/domain.md §3.7, §2.4)."""
    stay(os, **EMPLOYED, work_before="INGET", consent=START)
    assert (counts()["CO05"], counts()["CO01"]) == (1, 0)
    (line,) = read("sus-poster", made_on=END)
    assert line["Arbetar före"] == "INGET"


def test_an_attendance_without_a_certificate_is_no_qualification(os, counts):
    """A course is a spell of studies; a qualification is a row of its own (docs/domain.md §3.5)."""
    row = stay(os, **EMPLOYED, **LEFT)
    SpellFactory(enrolment=row, kind="STUDIER", started_on=START, ended_on=date(2021, 3, 10))
    assert counts()["CR03"] == 0
    QualificationFactory(enrolment=row, awarded_on=date(2021, 3, 19))
    assert counts()["CR03"] == 1


def test_a_consent_is_of_one_registration(os, read):
    """Who comes back is asked anew (docs/domain.md §2.4, rule 3)."""
    first = stay(os, consent=START, **LEFT)
    enrol(os, first.participant, date(2021, 3, 25))
    kinds = [line["Registreringstyp"] for line in read("sus-poster", made_on=date(2021, 4, 1))]
    assert sorted(kinds) == ["ANONYM", "INREG", "UTREG"]


def test_protection_that_is_set_later_takes_the_identity_from_what_was_registered(os, read):
    """Start and end in the same file, whenever they happened (docs/domain.md §2.4, rule 6)."""
    row = stay(os, consent=START, **LEFT)
    row.participant.protection = "SKYDDAD_FOLKBOKFORING"
    row.participant.save()
    (line,) = read("sus-poster", made_on=date(2021, 4, 1))
    assert (line["Registreringstyp"], line["Personnummer"]) == ("ANONYM", None)


def test_each_registration_is_a_record_of_its_own(os, read):
    """The same insats twice, and two at once (docs/domain.md §2.4, rule 2)."""
    hbs = type(os).objects.get(code="HBS")
    first = stay(os, consent=START, **LEFT)
    enrol(os, first.participant, date(2021, 3, 25), consent=date(2021, 3, 25))
    enrol(hbs, first.participant, date(2021, 3, 5), consent=date(2021, 3, 5))
    lines = read("sus-poster", made_on=date(2021, 4, 1))
    starts = [line["Startdatum"] for line in lines if line["Registreringstyp"] == "INREG"]
    assert sorted(starts) == [START, date(2021, 3, 5), date(2021, 3, 25)]
