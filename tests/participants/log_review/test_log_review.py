"""The rows that a log review shows: whose, what is unusual in them, and a sample."""

from datetime import datetime, timedelta

import pytest
from django.db.utils import DatabaseError
from django.utils import timezone

from mia.audit.models import AccessLog
from mia.core.uuid7 import uuid7
from participants.log_review import queries
from participants.log_review.enums import LogSelection
from participants.log_review.queries import LogFilter
from participants.people.models import PersonalNumber
from tests.factories import AccessLogFactory, WatchedParticipantFactory
from tests.factories.referrals import ReferralFactory


@pytest.fixture
def seen(world, as_user):
    """`seen(world.leader, selection="larm")`: the keys of the rows that the user may review."""

    def _seen(user, **criteria):
        now = timezone.now()
        facts = {
            "selection": LogSelection.ALL,
            "staff": None,
            "participant": None,
            "since": now - timedelta(days=30),
            "until": now + timedelta(minutes=1),
        }
        with as_user(user):
            return [row.id for row in queries.log_rows(LogFilter(**facts | criteria))]

    return _seen


@pytest.fixture
def rows(world):
    """A row of each member of staff, and one of the system."""
    names = ("anna", "bo", "cecilia", "leader", "coordinator", "admin", "reviewer")
    made = {name: AccessLogFactory(actor=getattr(world, name).pk).pk for name in names}
    made["system"] = AccessLogFactory(actor=0).pk
    return made


def test_leaders_review_their_own_staff_and_the_reviewer_everybody_else(world, rows, seen):
    def names(user):
        return {name for name, key in rows.items() if key in seen(user)}

    assert names(world.leader) == {"anna", "bo"}
    assert names(world.other_leader) == {"cecilia"}
    assert names(world.reviewer) == set(rows) - {"reviewer"}
    for nobody in (world.anna, world.coordinator, world.investigator, world.admin, None):
        assert names(nobody) == set()


def test_who_reviews_does_not_read_the_log_past_the_function(world, rows, as_user):
    with as_user(world.reviewer):
        assert not AccessLog.objects.exists()


def test_one_member_of_staff(world, rows, seen):
    assert seen(world.leader, staff=world.bo.pk) == [rows["bo"]]
    assert seen(world.leader, staff=world.cecilia.pk) == []


def test_one_participant_also_in_large_files(world, seen):
    person = world.own.participant_id
    few = AccessLogFactory(actor=world.anna.pk, participants=[person])
    many = AccessLogFactory(
        actor=world.anna.pk, participants=[person, *(uuid7() for _ in range(1200))]
    )
    AccessLogFactory(actor=world.anna.pk, participants=[uuid7()])
    assert set(seen(world.leader, participant=person)) == {few.pk, many.pk}


def test_who_read_the_referral_of_a_participant_is_listed_too(world, login, seen):
    """Before there is an enrolment the log names the referral. Also when it was declined, and when
    the participant is watched.
    """
    person = world.own.participant
    number = PersonalNumber.objects.get(participant=person).number
    referral = ReferralFactory(delprojekt=world.os, number=number)
    ReferralFactory(delprojekt=world.os)
    client = login(world.bo)
    assert client.get(referral.get_absolute_url()).status_code == 200
    read = AccessLog.objects.get(actor=world.bo.pk)
    assert read.participants == [referral.pk]
    assert seen(world.leader, participant=person.pk) == [read.pk]
    assert seen(world.leader, selection=LogSelection.WATCHED) == []
    WatchedParticipantFactory(participant=person.pk)
    assert seen(world.leader, selection=LogSelection.WATCHED) == [read.pk]
    extract = login(world.anna).get(f"/deltagare/{world.own.pk}/registerutdrag/")
    assert "remissen" in extract.content.decode()


def test_the_time_is_from_and_before(world, seen):
    now = timezone.now()
    old, new = (
        AccessLogFactory(actor=world.anna.pk, at=now - timedelta(days=days)) for days in (3, 1)
    )
    assert seen(world.leader, until=old.at, since=now - timedelta(days=9)) == []
    assert seen(world.leader, since=old.at, until=new.at) == [old.pk]


def at_hour(hour, minute=0):
    """So many hours into yesterday, in Stockholm."""
    day = timezone.localtime() - timedelta(days=1)
    return timezone.make_aware(datetime(day.year, day.month, day.day, hour, minute))


def test_night_is_from_22_to_06_in_stockholm(world, seen):
    night = {
        AccessLogFactory(actor=world.anna.pk, at=at_hour(*when)).pk
        for when in ((22,), (23, 59), (0,), (5, 59))
    }
    for when in ((6,), (12,), (21, 59)):
        AccessLogFactory(actor=world.anna.pk, at=at_hour(*when))
    assert set(seen(world.leader, selection="natt")) == night


def test_many_reveals_are_those_after_the_tenth_in_an_hour(world, seen):
    start = timezone.now() - timedelta(days=1)
    for minute in range(12):
        at = start + timedelta(minutes=minute)
        last = AccessLogFactory(actor=world.anna.pk, action="reveal", at=at)
    AccessLogFactory(actor=world.anna.pk, action="reveal", at=start + timedelta(hours=5))
    AccessLogFactory(actor=world.bo.pk, action="reveal", at=start)
    found = seen(world.leader, selection="visningar")
    assert (len(found), found[0]) == (2, last.pk)


@pytest.mark.parametrize(("name", "is_own"), [("Ylva Ekdal", True), ("Ekdal Ylva", False)])
def test_own_name_is_the_same_surname(world, seen, name, is_own):
    world.anna.name = name
    world.anna.save()
    row = AccessLogFactory(actor=world.anna.pk, participants=[world.own.participant_id])
    AccessLogFactory(actor=world.anna.pk, participants=[world.colleagues.participant_id])
    AccessLogFactory(actor=world.anna.pk, action="list", participants=[world.own.participant_id])
    assert seen(world.leader, selection="namn") == ([row.pk] if is_own else [])


def test_another_municipality_is_one_outside_the_delprojekt_of_the_member_of_staff(world, seen):
    inside = world.os.municipalities.first()
    outside = world.hbs.municipalities.exclude(pk__in=world.os.municipalities.all()).first()
    for enrolment, municipality in ((world.own, inside), (world.colleagues, outside)):
        type(enrolment).objects.filter(pk=enrolment.pk).update(municipality=municipality)
    keys = {}
    for name in ("own", "colleagues", "elsewhere"):
        participants = [getattr(world, name).participant_id]
        row = AccessLogFactory(actor=world.anna.pk, action="denied", participants=participants)
        keys[row.pk] = name
    found = [keys[key] for key in seen(world.leader, selection="kommun")]
    assert found == ["colleagues"], "where no municipality is registered nothing is unusual"


def test_alarms_and_watched_participants(world, seen):
    alarm = AccessLogFactory(actor=world.anna.pk, action="alarm")
    row = AccessLogFactory(actor=world.anna.pk, participants=[world.own.participant_id])
    assert seen(world.leader, selection="larm") == [alarm.pk]
    assert seen(world.leader, selection="bevakade") == []
    WatchedParticipantFactory(participant=world.own.participant_id)
    assert seen(world.leader, selection="bevakade") == [row.pk]


def test_a_sample_is_random_and_the_same_seed_draws_it_again(world, seen):
    made = AccessLogFactory.create_batch(60, actor=world.anna.pk)
    first = seen(world.leader, seed="a1")
    assert first == seen(world.leader, seed="a1")
    assert len(first) == queries.SAMPLE_ROWS
    assert set(first) < {row.pk for row in made}
    assert first != seen(world.leader, seed="b2")


def test_an_unknown_selection_is_refused(world, seen):
    with pytest.raises(DatabaseError, match="no selection"):
        seen(world.leader, selection="annat")
