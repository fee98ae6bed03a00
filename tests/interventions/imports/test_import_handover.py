"""A protected case that a file hands to somebody who cannot open it: the row is wrong, not the file
(issue 9, point 9).
"""

from datetime import timedelta

import pytest

from mia.organisation.memberships.models import Membership
from mia.organisation.staff.models import Staff
from participants.assignments.models import Assignment
from participants.people.models import PersonalNumber
from tests.interventions.imports.files import OTHER, ROW, line

WRONG = "kan inte öppna ärendet lika länge som den nuvarande"


def row_of(enrolment, staff):
    person = enrolment.participant
    return ROW | {
        "personnummer": PersonalNumber.objects.get(participant=person).number,
        "fornamn": person.given_name,
        "efternamn": person.family_name,
        "startdatum": str(enrolment.started_on),
        "handledare": staff.username,
    }


def lose(world, how):
    """Bo can not open a case for as long as Anna."""
    memberships = Membership.objects.filter(staff=world.bo)
    if how == "closed":
        Staff.objects.filter(pk=world.bo.pk).update(is_active=False)
    elif how == "over":
        memberships.update(ended_on="2020-12-31", started_on="2020-01-01")
    elif how == "not begun":
        memberships.update(started_on=world.today + timedelta(days=9))
    elif how == "fixed end":
        memberships.update(ended_on=world.today + timedelta(days=9))


def responsible(enrolment):
    rows = Assignment.objects.filter(enrolment=enrolment, ended_on=None)
    return {row.staff.username for row in rows}


@pytest.mark.parametrize("how", ["closed", "over", "not begun", "fixed end"])
def test_the_row_is_wrong_and_the_others_go_in(world, files, tmp_path, how):
    lose(world, how)
    wrong = row_of(world.protected, world.bo)
    good = ROW | {"personnummer": OTHER.number}
    reject = tmp_path / "avvisade.csv"
    done = files.participants(wrong, good, reject_file=reject)
    assert done.last == line(rows=2, new=1, wrong=1)
    assert f'rad 2, kolumn handledare, värde "{world.bo.username}": ' in done.errors
    assert WRONG in done.errors
    assert WRONG in reject.read_text(encoding="utf-8-sig")
    assert responsible(world.protected) == {world.anna.username}


def test_who_can_open_it_takes_it_over(world, files):
    done = files.participants(row_of(world.protected, world.bo))
    assert done.last == line(rows=1, changed=1)
    assert responsible(world.protected) == {world.bo.username}


def test_a_row_that_protects_and_hands_over_leaves_the_case_to_nobody_either(world, files):
    lose(world, "closed")
    row = row_of(world.own, world.bo)
    assert files.participants(row | {"skydd": "SEKRETESSMARKERING"}).last == line(1, wrong=1)
    assert files.participants(row).last == line(1, changed=1), "nobody is protected"
