"""What lists and search say of an enrolment, in any world: what the models say of those whom the
first wall shows.
"""

from datetime import date
from random import Random
from unittest import mock

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from mia import audit
from mia.access import identity
from mia.organisation.staff.models import Staff
from participants.assignments.models import Assignment
from participants.caseload import queries
from participants.caseload.queries import CaseloadPerson, CaseloadRow, CaseloadSelection
from participants.enrolments.models import Enrolment
from participants.people.models import PersonalNumber
from participants.search import queries as search_queries
from participants.visibility import assigned_enrolments
from tests.access.test_visibility_property import build, days, keys, seeds

PAGE = 3


def world(seed, today):
    """As for the walls, and some have gone home."""
    staff = build(seed, today)
    dice = Random(seed)
    for enrolment in Enrolment.objects.order_by("pk"):
        end = days(dice, today)["ended_on"]
        if end and end >= enrolment.started_on:
            Enrolment.objects.filter(pk=enrolment.pk).update(ended_on=end, exit_reason="FLYTT")
    return staff


def every_page(person, chosen, today):
    """The lines of all pages; only those on a page are in the trail of that page."""
    lines, page, more = [], 0, True
    while more:
        page += 1
        seen = audit.begin().participants
        found, more = queries.caseload(person, CaseloadSelection(**chosen, page=page), today)
        assert seen == {line.participant.key for line in found}
        assert len(found) == PAGE or not more
        lines += found
    audit.end()
    return lines


def said_of(enrolment, today):
    """The line as the models would write it."""
    answer = (
        Assignment.objects.active(today).filter(enrolment=enrolment).order_by("started_on", "pk")
    )
    person = enrolment.participant
    return CaseloadRow(
        CaseloadPerson(person.pk, person.family_name, person.given_name, person.born),
        enrolment.delprojekt.name,
        enrolment.pk,
        enrolment.started_on,
        enrolment.ended_on,
        enrolment.is_protected,
        ", ".join(answer.values_list("staff__name", flat=True)) or None,
    )


@pytest.mark.django_db
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=seeds)
def test_the_list_is_what_the_first_wall_shows(seed):
    today = date.today()
    with transaction.atomic(), mock.patch.object(queries, "PAGE_SIZE", PAGE):
        for one in world(seed, today):
            person = Staff.objects.get(pk=one.pk)
            if not person.current_memberships:
                continue
            own = Assignment.objects.active(today).filter(staff=person)
            visible = Enrolment.objects.visible_to(person).select_related(
                "participant", "delprojekt"
            )
            said = {row.pk: said_of(row, today) for row in visible}
            ongoing = {
                key for key, line in said.items() if line.ended_on is None or line.ended_on >= today
            }
            whose = {
                "alla": set(said),
                "mina": set(own.values_list("enrolment", flat=True)),
                "team": assigned_enrolments(person),
            }
            states = {"alla": set(said), "oppna": ongoing, "avslutade": set(said) - ongoing}
            for whom, theirs in whose.items():
                for state, then in states.items():
                    wanted = [said[key] for key in set(said) & set(theirs) & then]
                    wanted.sort(key=lambda line: (-line.started_on.toordinal(), line.pk))
                    assert every_page(person, {"whose": whom, "state": state}, today) == wanted
        transaction.set_rollback(True)


@pytest.mark.django_db
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=seeds)
def test_a_search_finds_what_the_first_wall_shows(seed):
    today = date.today()
    with transaction.atomic():
        for one in world(seed, today):
            person = Staff.objects.get(pk=one.pk)
            everything, numbers = (
                Enrolment.objects.visible_to(person),
                PersonalNumber.objects.select_related("participant"),
            )
            assert numbers
            for number in numbers:
                visible = keys(everything.filter(participant=number.participant))
                seen = audit.begin().participants
                found = search_queries.search(person, number=number.number, today=today)
                assert {line.pk for line in found} == visible
                assert seen == {line.participant.key for line in found}
                with identity.acting_as(person.pk, source="test", today=today):
                    born = search_queries.search(
                        person, births=[number.participant.birth_date], today=today
                    )
                    named = search_queries.search(
                        person, words=str(number.participant), today=today
                    )
                for lines in (born, named):
                    assert visible <= {line.pk for line in lines} <= keys(everything)
        audit.end()
        transaction.set_rollback(True)
