"""Emergency openings: a protected case is opened for three hours, told at once, and reviewed."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from interventions.contacts.models import Contact, Note
from mia.access.roles import Role
from mia.audit.models import AccessLog
from mia.organisation.memberships.models import Membership
from participants.assignments.models import Assignment
from participants.emergencies.declarations import extract_rows
from participants.emergencies.models import EmergencyOpening
from participants.enrolments.models import Enrolment
from participants.people.models import Participant, PersonalNumber
from tests.factories import EmergencyOpeningFactory, MembershipFactory
from tests.interventions.contacts.sent import log_url, typed

REASON = "Anna är sjuk och deltagaren har ringt om hot."


def page(world, end=""):
    return f"/deltagare/{world.protected.pk}/{end}"


def open_case(client, world, reason=REASON):
    return client.post(f"/deltagare/nodoppning/{world.protected.pk}/", {"reason": reason})


def end(opening):
    past = timezone.now() - timedelta(minutes=1)
    opening.opened_at, opening.ends_at = past - timedelta(hours=3), past
    opening.save()


def sees(client, world):
    return client.get(page(world)).status_code == 200


# --- opened


def test_a_colleague_opens_the_case_with_a_reason_for_three_hours(world, login):
    bo = login(world.bo)
    assert not sees(bo, world)
    listed = bo.get("/deltagare/nodoppning/").content.decode()
    assert world.protected.participant.alias in listed
    assert "Hemmansson" not in listed
    assert open_case(bo, world).url == page(world)
    text = bo.get(page(world)).content.decode()
    assert "Hemmansson" in text
    assert "Nödöppning." in text
    opening = EmergencyOpening.objects.get()
    assert opening.ends_at - opening.opened_at == timedelta(hours=3)
    assert (opening.staff, opening.reason) == (world.bo, REASON)
    row = AccessLog.objects.get(event="emergency.opened")
    assert row.participants == [world.protected.participant_id]


def test_without_a_reason_it_stays_closed(world, login):
    bo = login(world.bo)
    for reason in ("", "   "):
        assert "Fyll i fältet" in open_case(bo, world, reason).content.decode()
    assert not sees(bo, world)


def test_it_ends_by_itself(world, login):
    bo = login(world.bo)
    open_case(bo, world)
    assert sees(bo, world)
    end(EmergencyOpening.objects.get())
    assert not sees(bo, world)
    with pytest.raises(Enrolment.DoesNotExist):
        Enrolment.objects.visible_to(world.bo).get(pk=world.protected.pk)


def test_it_opens_for_the_one_who_opened(world, login):
    open_case(login(world.bo), world)
    assert not sees(login(world.dan), world)
    assert not sees(login(world.leader), world)


@pytest.mark.parametrize("who", ["cecilia", "other_leader", "coordinator", "investigator", "admin"])
def test_nobody_of_another_delprojekt_or_without_the_permission(world, login, who):
    client = login(getattr(world, who))
    assert open_case(client, world).status_code in (403, 404)
    assert not EmergencyOpening.objects.exists()


def test_a_case_that_is_not_protected_is_not_opened_so(world, login):
    path = f"/deltagare/nodoppning/{world.own.pk}/"
    assert login(world.bo).post(path, {"reason": REASON}).status_code == 404


def test_a_membership_that_ends_ends_the_opening(world, login):
    """Also for one who goes on to work in another delprojekt."""
    bo = login(world.bo)
    open_case(bo, world)
    assert sees(bo, world)
    Membership.objects.filter(staff=world.bo).update(ended_on="2020-01-01")
    MembershipFactory(staff=world.bo, role=Role.CASE_WORKER, delprojekt=world.hbs)
    assert not sees(bo, world)
    with pytest.raises(Enrolment.DoesNotExist):
        Enrolment.objects.visible_to(world.bo).get(pk=world.protected.pk)


# --- what it is for


def test_it_is_for_reading_and_for_logging_a_contact(world, login):
    bo = login(world.bo)
    open_case(bo, world)
    contact = typed(world.bo)
    assert bo.post(log_url(world.protected), contact).status_code == 302
    assert Contact.objects.get(pk=contact["key"]).enrolment == world.protected
    assert bo.post(page(world, "personnummer/")).status_code == 200
    for closed in ("andra/", "avsluta/", "ansvariga/", "skydd/", "person/", "registerutdrag/"):
        assert bo.get(page(world, closed)).status_code == 403, closed


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE participants_participant SET protection = 'INGEN' WHERE id = %(person)s",
        "UPDATE participants_enrolment SET district = 'x' WHERE id = %(case)s",
        "UPDATE participants_assignment SET ended_on = current_date WHERE enrolment_id = %(case)s",
        "UPDATE interventions_contact SET minutes = 1 WHERE enrolment_id = %(case)s",
        "DELETE FROM interventions_contact WHERE enrolment_id = %(case)s",
        "UPDATE interventions_note SET text = 'x' WHERE enrolment_id = %(case)s",
        "DELETE FROM interventions_note WHERE enrolment_id = %(case)s",
        "UPDATE participants_consent SET withdrawn_on = current_date WHERE enrolment_id = %(case)s",
    ],
)
def test_the_database_changes_nothing_that_stands_there(world, as_user, statement):
    EmergencyOpeningFactory(enrolment=world.protected, staff=world.bo)
    keys = {"person": world.protected.participant_id, "case": world.protected.pk}
    with as_user(world.bo), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, keys)
        assert cursor.rowcount == 0


def test_nobody_makes_the_opening_last(world, as_user, login):
    """Whoever runs SQL of their own neither sets the times nor a colleague's name, nor assigns."""
    key = world.protected.pk
    insert = (
        "INSERT INTO participants_emergencyopening (id, enrolment_id, staff_id, reason, opened_at,"
        " ends_at) VALUES (gen_random_uuid(), %s, %s, '1.' || repeat('A', 40), now(), %s)"
    )
    with as_user(world.bo), connection.cursor() as cursor:
        later = timezone.now() + timedelta(days=9)
        cursor.execute(insert, [key, world.dan.pk, later])
        opening = EmergencyOpening.objects.get()
        assert opening.staff_id == world.bo.pk
        assert opening.ends_at < timezone.now() + timedelta(hours=3, minutes=1)
        cursor.execute("UPDATE participants_emergencyopening SET ends_at = %s", [later])
        assert cursor.rowcount == 0
        assign = Assignment(enrolment_id=key, staff=world.bo, started_on=world.today)
        assign.delprojekt_id = world.os.pk
        with pytest.raises(DatabaseError), transaction.atomic():
            assign.save(force_insert=True)


def test_a_case_that_nobody_can_open_gets_somebody(world, login):
    Membership.objects.filter(staff=world.anna).update(ended_on="2020-01-01")
    leader = login(world.leader)
    assert "som ingen kan öppna: 1." in leader.get("/oversikt/", follow=True).content.decode()
    open_case(leader, world)
    sent = {"staff": world.bo.pk, "started_on": f"{world.today}"}
    assert leader.post(page(world, "ansvariga/"), sent).status_code == 302
    assert sees(login(world.bo), world)
    assert "ingen kan öppna" not in leader.get("/oversikt/", follow=True).content.decode()


# --- told and reviewed


@pytest.mark.parametrize(
    ("who", "start"), [("leader", "/oversikt/"), ("coordinator", "/rapporter/")]
)
def test_leader_and_coordinator_are_told_at_once_and_sign_off(world, login, who, start):
    client = login(getattr(world, who))
    assert "Nödöppningar" not in client.get(start, follow=True).content.decode()
    open_case(login(world.bo), world)
    assert "Nödöppningar att granska: 1." in client.get(start, follow=True).content.decode()
    listed = client.get("/deltagare/nodoppningar/").content.decode()
    assert REASON in listed
    assert "Hemmansson" not in listed
    opening = EmergencyOpening.objects.get()
    path = f"/deltagare/nodoppningar/{opening.pk}/"
    assert "Välj ett alternativ" in client.post(path, {"comment": "x"}).content.decode()
    assert client.post(path, {"verdict": "ja", "comment": "Rätt"}).status_code == 302
    opening.refresh_from_db()
    assert (opening.reviewed_by, opening.is_justified) == (getattr(world, who), True)
    assert "att granska" not in client.get(start, follow=True).content.decode()
    again = client.post(path, {"verdict": "nej"})
    assert "redan granskat" in again.content.decode()


def test_others_are_not_told(world, login):
    open_case(login(world.bo), world)
    other = login(world.other_leader)
    assert "att granska" not in other.get("/oversikt/", follow=True).content.decode()
    opening = EmergencyOpening.objects.get()
    assert other.get(f"/deltagare/nodoppningar/{opening.pk}/").status_code == 404
    assert login(world.bo).get("/deltagare/nodoppningar/").status_code == 403


def test_nobody_signs_off_their_own(world, login, as_user):
    leader = login(world.leader)
    open_case(leader, world)
    opening = EmergencyOpening.objects.get()
    assert leader.get(f"/deltagare/nodoppningar/{opening.pk}/").status_code == 404
    with as_user(world.leader), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE participants_emergencyopening SET reviewed_by_id = %s, reviewed_at = now()",
            [world.leader.pk],
        )
        assert cursor.rowcount == 0


def test_the_register_extract_shows_it(world, login):
    EmergencyOpeningFactory(enrolment=world.protected, staff=world.bo, reason=REASON)
    rows = extract_rows(world.anna, world.protected)
    assert [row.value for row in rows] == [f"Bo Provsson: {REASON}"]
    answer = login(world.anna).get(page(world, "registerutdrag/"))
    assert answer.status_code == 200


# --- filter and policy


@pytest.mark.parametrize("who", ["bo", "dan", "anna", "leader", "cecilia", "coordinator"])
@pytest.mark.parametrize("is_over", [False, True])
def test_filter_and_policies_say_the_same(world, as_user, who, is_over):
    opening = EmergencyOpeningFactory(enrolment=world.protected, staff=world.bo)
    if is_over:
        end(opening)
    user = getattr(world, who)
    models = (Participant, PersonalNumber, Enrolment, Contact, Note, Assignment, EmergencyOpening)
    by_filter = {model: set(model.objects.visible_to(user).values_list("pk")) for model in models}
    with as_user(user):
        for model in models[:-1]:
            assert set(model.objects.values_list("pk")) == by_filter[model], model.__name__
        shown = set(EmergencyOpening.objects.values_list("pk"))
    assert by_filter[EmergencyOpening] <= shown
    assert (world.protected.pk,) in by_filter[Enrolment] or who != "bo" or is_over
