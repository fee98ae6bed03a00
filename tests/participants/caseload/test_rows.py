"""The rows of the list and of the search, in random worlds: all that is visible, and no more."""

from datetime import date
from random import Random
from unittest import mock

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from mia import audit
from mia.access import identity
from mia.organisation.absences.models import Absence
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


def random_world(seed, today):
    """Return the staff of a random world in which some enrolments have ended."""
    staff = build(seed, today)
    dice = Random(seed)  # noqa: S311 - the same world from the same seed
    for enrolment in Enrolment.objects.order_by("pk"):
        end = days(dice, today)["ended_on"]
        if end and end >= enrolment.started_on:
            Enrolment.objects.filter(pk=enrolment.pk).update(ended_on=end, exit_reason="FLYTT")
    return staff


def rows_of_every_page(person, selection, today):
    """Return the rows of all pages; only the persons of a page are recorded as viewed by it."""
    rows, page, has_next = [], 0, True
    while has_next:
        page += 1
        viewed = audit.begin().participants
        page_rows, has_next = queries.caseload(
            person, CaseloadSelection(**selection, page=page), today
        )
        assert viewed == {row.participant.key for row in page_rows}
        assert len(page_rows) == PAGE or not has_next
        rows += page_rows
    audit.end()
    return rows


def own_keys(person, today):
    """The enrolments of the person's own assignments, and those of absent colleagues."""
    mine = set(
        Assignment.objects.filter(staff=person).active(today).values_list("enrolment", flat=True)
    )
    for absence in Absence.objects.active(today).filter(substitute=person):
        others = Assignment.objects.active(today).filter(
            staff=absence.staff, delprojekt=absence.delprojekt, is_protected=False
        )
        mine |= set(others.values_list("enrolment", flat=True))
    return mine


def expected_row(enrolment, today):
    """Return the row as the models give it."""
    assignments = Assignment.objects.active(today).filter(enrolment=enrolment)
    names = assignments.order_by("started_on", "pk").values_list("staff__name", flat=True)
    person = enrolment.participant
    return CaseloadRow(
        CaseloadPerson(person.pk, person.family_name, person.given_name, person.born),
        enrolment.delprojekt.name,
        enrolment.pk,
        enrolment.started_on,
        enrolment.ended_on,
        enrolment.is_protected,
        ", ".join(names) or None,
    )


@pytest.mark.django_db
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=seeds)
def test_the_list_holds_what_the_visibility_filter_shows(seed):
    today = date.today()
    with transaction.atomic(), mock.patch.object(queries, "PAGE_SIZE", PAGE):
        for member in random_world(seed, today):
            person = Staff.objects.get(pk=member.pk)
            if not person.current_memberships:
                continue
            visible = Enrolment.objects.visible_to(person).select_related(
                "participant", "delprojekt"
            )
            expected = {row.pk: expected_row(row, today) for row in visible}
            ongoing = {
                key
                for key, row in expected.items()
                if row.ended_on is None or row.ended_on >= today
            }
            whose = {
                "alla": set(expected),
                "mina": own_keys(person, today),
                "team": set(assigned_enrolments(person)),
            }
            states = {
                "alla": set(expected),
                "oppna": ongoing,
                "avslutade": set(expected) - ongoing,
            }
            for whom, theirs in whose.items():
                for state, in_state in states.items():
                    rows = [expected[key] for key in set(expected) & theirs & in_state]
                    rows.sort(key=lambda row: (-row.started_on.toordinal(), row.pk))
                    selection = {"whose": whom, "state": state}
                    assert rows_of_every_page(person, selection, today) == rows
        transaction.set_rollback(True)


@pytest.mark.django_db
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=seeds)
def test_a_search_finds_what_the_visibility_filter_shows(seed):
    today = date.today()
    with transaction.atomic():
        for member in random_world(seed, today):
            person = Staff.objects.get(pk=member.pk)
            everything = Enrolment.objects.visible_to(person)
            numbers = PersonalNumber.objects.select_related("participant")
            assert numbers
            for number in numbers:
                visible = keys(everything.filter(participant=number.participant))
                viewed = audit.begin().participants
                rows = search_queries.search(person, number=number.number)
                assert {row.pk for row in rows} == visible
                assert viewed == {row.participant.key for row in rows}
                with identity.acting_as(person.pk, source="test", today=today):
                    births = [number.participant.birth_date]
                    by_birth = search_queries.search(person, births=births)
                    by_name = search_queries.search(person, words=str(number.participant))
                for more_rows in (by_birth, by_name):
                    assert visible <= {row.pk for row in more_rows} <= keys(everything)
        audit.end()
        transaction.set_rollback(True)
