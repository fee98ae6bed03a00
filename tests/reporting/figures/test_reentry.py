"""One record per person and ESF project (docs/domain.md §3.5): who comes back opens it again, and
the exit facts are replaced.
"""

from datetime import date, timedelta

import pytest

from mia.access.roles import Role
from mia.core.period import Period
from mia.organisation.delprojekt.models import Delprojekt
from participants.caseload.queries import CaseloadSelection, selected_enrolments
from participants.seams import QUEUES
from reporting.figures import indicators
from tests.factories import AssignmentFactory, FollowUpFactory, staff
from tests.reporting.county import enrol, person, report_scope

YEAR = Period(date(2021, 1, 1), date(2021, 12, 31))
CODES = ("GRAND_TOTAL", "CO01", "CR04", "CR06")
UNEMPLOYED = {
    "labour_status": "ARBETSLOS",
    "unemployed_since": date(2020, 1, 1),
    "education": "GYMNASIUM",
}
WORKS = {"exit_reason": "ARBETE", "work_after": "EJ_SUBVENTIONERAT"}


@pytest.fixture
def counts(db, as_user):
    user = staff("koordinator", Role.COORDINATOR)

    def _counts():
        with as_user(user):
            found = indicators.counts("2014", report_scope(YEAR).params)
        return tuple(sum(found[code, sex] for sex in "KMX") for code in CODES)

    return _counts


@pytest.mark.parametrize("place", ["OS", "HBS"])
def test_who_comes_back_is_one_record_whose_exit_is_replaced(counts, place):
    """In the same delprojekt or another of the project; the first exit's follow-up goes with it."""
    os, somebody = Delprojekt.objects.get(code="OS"), person(date(1990, 1, 1), "K")
    last = date(2021, 3, 31)
    first = enrol(os, somebody, date(2021, 2, 1), **UNEMPLOYED, **WORKS, ended_on=last)
    FollowUpFactory(enrolment=first, moment="6M", answer="ARBETAR")
    assert counts() == (1, 1, 1, 1)
    where = Delprojekt.objects.get(code=place)
    facts = {"labour_status": "SYSSELSATT", "education": "GYMNASIUM"}
    second = enrol(where, somebody, date(2021, 5, 1), **facts)
    assert counts() == (1, 1, 0, 0), "open again: nobody has left"
    second.ended_on, second.exit_reason_id = date(2021, 6, 30), "SJUKDOM"
    second.work_after = "INGET"
    second.save()
    assert counts() == (1, 1, 0, 0), "the exit is the last one, the entry the first"
    FollowUpFactory(enrolment=second, moment="6M", answer="ARBETAR")
    assert counts() == (1, 1, 0, 1)


def test_the_exit_of_who_has_come_back_waits_for_no_follow_up(db):
    os, somebody = Delprojekt.objects.get(code="OS"), person(date(1990, 1, 1), "K")
    anna, today = staff("anna", Role.CASE_WORKER, os), date.today()
    left_on = today - timedelta(days=40)
    first = enrol(os, somebody, left_on - timedelta(days=90), exit_reason="FLYTT", ended_on=left_on)
    AssignmentFactory(enrolment=first, staff=anna, started_on=first.started_on)
    queue = next(queue for queue in QUEUES if queue.slug == "uppfoljning")
    waiting = selected_enrolments(anna, CaseloadSelection(queue=queue), today)
    assert list(waiting) == [first]
    second = enrol(os, somebody, left_on + timedelta(days=10), project=first.project)
    AssignmentFactory(enrolment=second, staff=anna, started_on=second.started_on)
    assert not waiting.all().exists()
