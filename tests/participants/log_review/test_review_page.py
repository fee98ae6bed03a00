"""The page of the log review: names, alarms, signing off, and who is watched."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.db.utils import DatabaseError, ProgrammingError
from django.urls import reverse
from django.utils import timezone

from mia.audit.models import AccessLog
from participants.log_review.models import LogReview, WatchedParticipant
from tests.audit.test_history import sql
from tests.factories import AccessLogFactory, LogReviewFactory, WatchedParticipantFactory

URL = "/logg/"


def of(participant):
    return reverse("participants:log_of_participant", args=[participant])


def test_the_page_names_persons_only_to_those_who_see_them(world, login):
    keys = [world.own.participant_id, world.protected.participant_id]
    AccessLogFactory(actor=world.anna.pk, participants=keys)
    for user, sees in ((world.leader, True), (world.reviewer, False)):
        page = login(user).get(URL).content.decode()
        assert ("Ylva Ekdal" in page) == sees
        assert "Hemmansson" not in page
        assert f"deltagare …{keys[1].hex[-6:]}" in page
        assert page.count(of(keys[1])) == 1


def test_a_look_is_itself_in_the_log(world, login):
    login(world.reviewer).get(of(world.own.participant_id), {"urval": "natt"})
    row = AccessLog.objects.get(event="log.viewed")
    assert (row.actor, row.participants) == (world.reviewer.pk, [world.own.participant_id])
    assert row.extra["criteria"]["selection"] == "natt"


def test_the_leader_comes_from_the_case_page_to_its_log(world, login):
    client = login(world.leader)
    case = client.get(reverse("interventions:case", args=[world.own.pk])).content.decode()
    url = reverse("participants:case_log", args=[world.own.pk])
    assert url in case
    assert client.get(url).url == of(world.own.participant_id)
    case = login(world.anna).get(reverse("interventions:case", args=[world.own.pk]))
    assert url not in case.content.decode()


def test_alarms_are_told_first(world, login):
    AccessLogFactory.create_batch(2, actor=world.anna.pk, action="alarm")
    assert "Larm de senaste 30 dagarna: 2" in login(world.leader).get(URL).content.decode()
    assert "Larm de senaste" not in login(world.other_leader).get(URL).content.decode()


@pytest.mark.parametrize(
    "query",
    [
        {"fran": "2026-01-01", "till": "2026-06-01"},
        {"fran": "2026-02-01", "till": "2026-01-01"},
        {"urval": "annat"},
        {"medarbetare": "999999"},
        {"fran": "i går"},
        {"till": "9999-12-31"},
        {"till": "0001-01-05"},
        {"stickprov": "inte hex"},
    ],
)
def test_what_cannot_be_shown_is_said(world, login, query):
    AccessLogFactory(actor=world.anna.pk)
    response = login(world.leader).get(URL, query)
    assert response.status_code == 200
    assert "Det går inte att visa det urvalet" in response.content.decode()


# --- signing off


def sign(client, url=URL, **fields):
    fields = {"outcome": "utan_anmarkning", "note": "", "shown_at": timezone.now()} | fields
    return client.post(url, fields)


def test_a_review_keeps_who_when_which_and_what(world, login):
    row = AccessLogFactory(actor=world.anna.pk)
    AccessLogFactory(actor=world.bo.pk)
    client = login(world.leader)
    response = sign(client, f"{URL}?medarbetare={world.anna.pk}&urval=alla")
    assert response.status_code == 302
    review = LogReview.objects.get()
    assert (review.reviewed_by, review.rows, review.outcome) == (
        world.leader,
        [row.pk],
        "utan_anmarkning",
    )
    assert review.criteria["staff"] == world.anna.pk
    logged = AccessLog.objects.get(event="log.reviewed")
    assert logged.extra["review"] == str(review.pk)
    assert "Inget att anmärka på" in client.get(URL).content.decode()


def test_rows_that_came_after_the_page_was_shown_are_not_signed(world, login):
    row = AccessLogFactory(actor=world.anna.pk, at=timezone.now() - timedelta(hours=2))
    AccessLogFactory(actor=world.anna.pk)
    sign(login(world.leader), shown_at=timezone.now() - timedelta(hours=1))
    assert LogReview.objects.get().rows == [row.pk]


def test_a_remark_says_what_was_seen(world, login):
    AccessLogFactory(actor=world.anna.pk)
    client = login(world.leader)
    page = sign(client, outcome="anmald")
    assert "Skriv vad du har sett" in page.content.decode()
    assert not LogReview.objects.exists()
    assert sign(client, outcome="anmald", note="Anmält till enhetschefen.").status_code == 302


def test_a_review_is_never_changed(world, as_user):
    review = LogReviewFactory(reviewed_by=world.leader)
    for statement in (
        "UPDATE participants_logreview SET outcome = 'fraga', note = 'x'",
        "DELETE FROM participants_logreview",
    ):
        with pytest.raises(ProgrammingError, match="permission denied"), as_user(world.leader):
            sql(statement)
        with pytest.raises(DatabaseError, match="append_only"), transaction.atomic():
            sql(statement)
    assert LogReview.objects.get() == review


def test_a_review_is_made_in_ones_own_name_by_those_who_may(world, as_user):
    for who, name in ((world.leader, world.reviewer), (world.anna, world.anna)):
        with pytest.raises(ProgrammingError, match="row-level security"), as_user(who):
            LogReview.objects.create(
                reviewed_by=name, criteria={}, rows=[], outcome="fraga", note="x"
            )


def test_reviews_are_seen_by_their_maker_and_the_reviewer(world, as_user):
    LogReviewFactory(reviewed_by=world.leader)
    counts = {}
    for who in ("leader", "other_leader", "reviewer", "anna", "admin"):
        with as_user(getattr(world, who)):
            counts[who] = LogReview.objects.count()
    assert counts == {"leader": 1, "other_leader": 0, "reviewer": 1, "anna": 0, "admin": 0}


# --- watched participants


def test_a_participant_is_watched_and_no_longer(world, login):
    client, person = login(world.reviewer), world.own.participant_id
    url = reverse("participants:log_watch", args=[person])
    for _ in range(2):  # sent twice, the participant is watched, and not left again
        client.post(url, {"reason": "kand"})
    row = WatchedParticipant.objects.get()
    assert (row.participant, row.registered_by) == (person, world.reviewer)
    assert "Sluta bevaka" in client.get(of(person)).content.decode()
    client.post(url, {"watched": f"{row.pk}"})
    assert not WatchedParticipant.objects.exists()
    events = WatchedParticipant.pgh_event_model.objects.order_by("pgh_id")
    assert list(events.values_list("pgh_label", flat=True)) == ["insert", "delete"]


def test_who_is_watched_is_seen_by_reviewers_alone(world, as_user):
    WatchedParticipantFactory(participant=world.own.participant_id)
    for who in ("anna", "coordinator", "admin", "investigator"):
        with as_user(getattr(world, who)):
            assert not WatchedParticipant.objects.exists()
            assert not WatchedParticipant.pgh_event_model.objects.exists()
    with as_user(world.leader):
        assert WatchedParticipant.objects.exists()
