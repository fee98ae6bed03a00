"""A QuerySet of personal data records what it handed out, however the rows are fetched."""

import pytest
from django.db.models import Prefetch

from mia import audit
from mia.access.querysets import participant_of
from participants.enrolments.models import Enrolment
from participants.people.models import Participant, PersonalNumber


@pytest.fixture
def noted():
    found = audit.begin()
    yield found.participants
    audit.end()


WAYS = {
    "list": list,
    "get": lambda rows: rows.order_by("pk")[:1].get(),
    "first": lambda rows: rows.first(),
    "slice": lambda rows: list(rows.order_by("pk")[:1]),
    "index": lambda rows: rows.order_by("pk")[0],
    "iterator": lambda rows: list(rows.iterator()),
    "in_bulk": lambda rows: rows.in_bulk(),
    "filtered": lambda rows: list(rows.filter(started_on__year=2021).select_related("participant")),
    "template": lambda rows: [one for one in rows if one],
    "later": lambda rows: list(rows.all().order_by("started_on").distinct()),
}


@pytest.mark.parametrize("way", WAYS)
def test_every_row_handed_out_is_noted(world, noted, way):
    handed = WAYS[way](Enrolment.objects.visible_to(world.leader))
    rows = (
        list(handed.values())
        if isinstance(handed, dict)
        else handed
        if isinstance(handed, list)
        else [handed]
    )
    assert rows
    assert noted == {row.participant_id for row in rows}


def test_what_is_only_counted_or_kept_within_a_query_is_not_noted(world, noted):
    visible = Enrolment.objects.visible_to(world.leader)
    assert visible.count() == 2
    assert visible.exists()
    assert len(list(Participant.objects.filter(pk__in=visible.values("participant_id")))) == 2
    assert noted == set()


def test_other_models_note_whose_row_it_is(world, noted):
    list(PersonalNumber.objects.visible_to(world.cecilia))
    assert noted == {world.elsewhere.participant_id}


def test_what_comes_along_by_prefetch_is_noted(world, noted):
    visible = Enrolment.objects.visible_to(world.leader)
    people = Participant.objects.filter(pk=world.own.participant_id)
    list(people.prefetch_related(Prefetch("enrolments", visible)))
    assert noted == {world.own.participant_id}


def test_outside_a_unit_of_work_nothing_is_kept(world):
    audit.end()
    assert list(Enrolment.objects.visible_to(world.leader))


def test_a_row_of_nobody_is_of_nobody(world):
    assert participant_of(world.os) is None
    assert participant_of(world.own) == world.own.participant_id
