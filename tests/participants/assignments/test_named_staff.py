"""A protected case is never left to nobody: not when staff are closed, nor when a membership or an
assignment ends, also when the last two leave at the same time.
"""

import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from mia.access import identity
from mia.core.uuid7 import uuid7
from mia.forms.fingerprint import fingerprint
from mia.organisation.memberships.models import Membership
from mia.organisation.staff.models import Staff
from participants.assignments.models import Assignment
from tests import factories
from tests.participants.enrolments.test_overlap import INSERT_PERSON, run, without_triggers

PAGE = "/deltagare/overlamna/"
REFUSED = "Ingen annan kan öppna ärendet för 1 deltagare med skyddade personuppgifter"


def close(login, world, person):
    facts = {"name": person.name, "fingerprint": fingerprint(person)}
    return login(world.admin).post(f"/administration/anvandare/{person.pk}/andra/", facts)


def membership_of(person):
    return Membership.objects.get(staff=person)


def end_membership(login, world, person, last_day):
    path = f"/administration/uppdrag/{membership_of(person).pk}/avsluta/"
    return login(world.admin).post(path, {"ended_on": f"{last_day}"})


def end_assignment(login, who, row, last_day):
    path = f"/deltagare/{row.enrolment_id}/ansvariga/{row.pk}/avsluta/"
    return login(who).post(path, {"last_day": f"{last_day}"})


@pytest.fixture
def also_bo(world):
    """Bo is named too."""
    return factories.AssignmentFactory(enrolment=world.protected, staff=world.bo)


# --- refused, in words, with a number for those who may not see who it is


def test_the_only_named_person_is_not_closed(world, login):
    answer = close(login, world, world.anna)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert REFUSED in text
    assert world.os.name in text
    assert "Hemmansson" not in text
    world.anna.refresh_from_db()
    assert world.anna.is_active


@pytest.mark.parametrize("days", [-1, 0, 30])
def test_the_membership_of_the_only_named_person_does_not_end(world, login, days):
    last_day = world.today + timedelta(days=days)
    answer = end_membership(login, world, world.anna, last_day)
    assert REFUSED in answer.content.decode()
    assert membership_of(world.anna).ended_on is None


@pytest.mark.parametrize("lost", ["inactive", "no membership", "ended"])
def test_an_assignment_does_not_end_when_the_other_cannot_open_the_case(
    world, login, also_bo, lost
):
    if lost == "inactive":
        Staff.objects.filter(pk=world.bo.pk).update(is_active=False)
    elif lost == "no membership":
        Membership.objects.filter(staff=world.bo).update(ended_on="2020-01-01")
    else:
        Assignment.objects.filter(pk=also_bo.pk).update(ended_on=world.today)
        factories.AssignmentFactory(enrolment=world.protected, staff=world.cecilia)
    row = Assignment.objects.get(enrolment=world.protected, staff=world.anna)
    answer = end_assignment(login, world.anna, row, world.today - timedelta(days=1))
    assert REFUSED in answer.content.decode()
    row.refresh_from_db()
    assert row.ended_on is None


def test_when_somebody_else_is_named_all_of_it_is_allowed(world, login, also_bo):
    row = Assignment.objects.get(enrolment=world.protected, staff=world.anna)
    assert end_assignment(login, world.anna, row, world.today).status_code == 302
    other = factories.AssignmentFactory(enrolment=world.protected, staff=world.dan)
    assert close(login, world, world.bo).status_code == 302
    assert REFUSED in close(login, world, world.dan).content.decode()
    other.refresh_from_db()
    assert other.ended_on is None


def test_those_who_are_not_named_leave_as_before(world, login):
    assert close(login, world, world.bo).status_code == 302
    assert end_membership(login, world, world.cecilia, world.today).status_code == 302


def test_a_case_that_nobody_can_open_holds_nobody(world, login):
    Membership.objects.filter(staff=world.anna).update(ended_on="2020-01-01")
    assert close(login, world, world.anna).status_code == 302


def test_the_named_person_sees_which_they_are(world, login):
    text = login(world.anna).get(PAGE).content.decode()
    assert "Hemmansson" in text
    assert f"/deltagare/{world.protected.pk}/ansvariga/" in text
    assert "Ekdal" not in text
    for who in (world.bo, world.leader):
        assert "Hemmansson" not in login(who).get(PAGE).content.decode()


def test_a_case_that_was_handed_over_is_no_longer_listed(world, login, also_bo):
    assert "Hemmansson" not in login(world.anna).get(PAGE).content.decode()


# --- the database refuses too


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE organisation_staff SET is_active = false WHERE id = %s",
        "UPDATE organisation_membership SET ended_on = '2020-01-01' WHERE staff_id = %s",
        (
            "UPDATE organisation_membership SET role = 'investigator', team_id = NULL"
            " WHERE staff_id = %s"
        ),
        "DELETE FROM organisation_membership WHERE staff_id = %s",
        "UPDATE participants_assignment SET ended_on = current_date - 1 WHERE staff_id = %s",
        "UPDATE participants_assignment SET staff_id = 0 WHERE staff_id = %s",
    ],
)
def test_no_statement_leaves_the_case_to_nobody(world, as_user, statement):
    refused = pytest.raises(IntegrityError, match="may open it")
    with as_user(SYSTEM), refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, [world.anna.pk])


class SYSTEM:
    """Who may write anything, so that the policies are not what refuses."""

    pk = identity.SYSTEM


# --- at the same time

TABLES = [
    "participants_participant",
    "participants_enrolment",
    "participants_assignment",
    "organisation_staff",
    "organisation_membership",
]
INSERT_CASE = """
INSERT INTO participants_enrolment
    (id, participant_id, delprojekt_id, project_id, started_on, is_protected, district,
     income_before, income_before_percent, income_after, income_after_percent, disability,
     foreign_background, newly_arrived, homeless, version, registered_at)
SELECT %(case)s, %(person)s, delprojekt.id, project.id, '2021-03-01', true, '',
       '{}', '{}', '{}', '{}', 'NEJ', 'NEJ', 'NEJ', 'NEJ', 1, now()
FROM organisation_delprojekt delprojekt, organisation_esfproject project
WHERE delprojekt.code = 'OS' AND project.code = 'MIA'
"""
INSERT_STAFF = """
INSERT INTO organisation_staff
    (id, username, name, password, email, title, is_active, must_change_password)
VALUES (%(staff)s, 'prov' || %(staff)s, 'Prov', '', '', '', true, false)
"""
INSERT_MEMBERSHIP = """
INSERT INTO organisation_membership (staff_id, role, delprojekt_id, started_on)
SELECT %(staff)s, 'case_worker', id, '2021-03-01' FROM organisation_delprojekt WHERE code = 'OS'
"""
INSERT_ASSIGNMENT = """
INSERT INTO participants_assignment (id, enrolment_id, delprojekt_id, is_protected, staff_id,
                                     started_on)
SELECT gen_random_uuid(), id, delprojekt_id, true, %(staff)s, started_on
FROM participants_enrolment WHERE id = %(case)s
"""
DELETE = [
    "DELETE FROM participants_assignment WHERE enrolment_id = %(case)s",
    "DELETE FROM organisation_membership WHERE staff_id = ANY (%(pair)s)",
    "DELETE FROM organisation_staff WHERE id = ANY (%(pair)s)",
    "DELETE FROM participants_enrolment WHERE id = %(case)s",
    "DELETE FROM participants_participant WHERE id = %(person)s",
]
PAIR = [900_001, 900_002]


@pytest.fixture
def last_two(db):
    """Two committed members of staff, named in one protected case; the history is switched off."""
    keys = {"case": uuid7(), "person": uuid7(), "pair": PAIR}
    with without_triggers(TABLES):
        run(INSERT_PERSON, person=keys["person"])
        run(INSERT_CASE, **keys)
        for staff in PAIR:
            run(INSERT_STAFF, staff=staff)
            run(INSERT_MEMBERSHIP, staff=staff)
            run(INSERT_ASSIGNMENT, staff=staff, case=keys["case"])
        run("ALTER TABLE organisation_staff ENABLE TRIGGER keep_named_staff")
        yield PAIR
        run("ALTER TABLE organisation_staff DISABLE TRIGGER keep_named_staff")
        for statement in DELETE:
            run(statement, **keys)


def test_of_the_last_two_who_leave_at_once_one_stays(last_two):
    answers, start = [], threading.Barrier(2)

    def leave(staff):
        start.wait()
        try:
            with identity.acting_as(identity.SYSTEM, source="prov"):
                Staff.objects.filter(pk=staff).update(is_active=False)
        except IntegrityError:
            answers.append("stays")
        else:
            answers.append("leaves")
        finally:
            connection.close()

    threads = [threading.Thread(target=leave, args=(staff,)) for staff in last_two]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == ["leaves", "stays"]


# --- what ends by itself, on a day that is decided already


@pytest.fixture
def until(world):
    """Anna's membership ends in some days, as if it was made so."""

    def _until(days, person=None):
        last_day = world.today + timedelta(days=days)
        person = person or world.anna
        Membership.objects.filter(staff=person).update(ended_on=last_day)
        return last_day

    return _until


def queue_of(client):
    text = client.get("/deltagare/?ko=overlamna").content.decode()
    return "Hemmansson" in text


def test_a_case_that_is_left_to_nobody_on_a_day_is_told_of_before_the_day(world, login, until):
    last_day = until(20)
    anna, leader = login(world.anna), login(world.leader)
    assert f"Efter {last_day} kan ingen öppna ärendet" in anna.get(PAGE).content.decode()
    assert "Måste lämnas över" in anna.get("/idag/").content.decode()
    assert queue_of(anna)
    for who in (leader, login(world.coordinator)):
        start = who.get("/oversikt/", follow=True).content.decode()
        assert "som snart ingen kan öppna: 1." in start
        assert "Hemmansson" not in start
    assert "snart" not in login(world.other_leader).get("/oversikt/", follow=True).content.decode()


@pytest.mark.parametrize(
    ("bo_until", "bo_from", "is_told"),
    [(None, 0, False), (5, 0, True), (None, 21, False), (None, 22, True), (40, 21, False)],
)
def test_those_who_follow_are_counted(world, login, until, bo_until, bo_from, is_told):
    """Bo is named too: without an end, until an earlier day, from the next day, or a day late."""
    until(20)
    if bo_until:
        until(bo_until, world.bo)
    started_on = world.today + timedelta(days=bo_from)
    factories.AssignmentFactory(enrolment=world.protected, staff=world.bo, started_on=started_on)
    assert queue_of(login(world.anna)) is is_told


def test_a_day_that_is_far_away_is_in_the_list_alone(world, login, until):
    last_day = until(200)
    anna = login(world.anna)
    assert str(last_day) in anna.get(PAGE).content.decode()
    assert not queue_of(anna)
    assert "snart" not in login(world.leader).get("/oversikt/", follow=True).content.decode()
