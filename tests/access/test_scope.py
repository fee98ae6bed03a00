"""What memberships open, in Python and in the database, and what the table of roles promises."""

from datetime import timedelta

import pytest
from django.db import connection

from mia.access import identity
from mia.access.roles import ROLES, Permission, Role, roles_with
from mia.organisation.delprojekt.models import Delprojekt
from mia.organisation.memberships.models import Membership
from mia.organisation.staff.models import Staff
from tests.factories import MembershipFactory, StaffFactory

P = Permission
NAMES = {Role.METHOD_SUPERVISOR: {"method": "SE"}, Role.STEERING_GROUP: {"party": "FK"}}


def fetch_one(statement, *params):
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return cursor.fetchone()[0]


@pytest.mark.parametrize("permission", list(Permission))
@pytest.mark.parametrize("role", list(Role))
def test_the_database_opens_what_the_scope_opens(world, as_user, permission, role):
    staff = StaffFactory()
    MembershipFactory(staff=staff, role=role, delprojekt=world.os, **NAMES.get(role, {}))
    expected = [world.os.pk] if role in roles_with(permission) else []
    sees_whole = role in roles_with(P.SEE_DELPROJEKT)
    assert sorted(staff.scope.delprojekt_with(permission)) == expected
    with as_user(staff):
        assert fetch_one("SELECT app.delprojekt_with(%s)", permission.value) == expected
        whole = fetch_one("SELECT app.whole_delprojekt_with(%s)", permission.value)
        assert whole == (expected if sees_whole else [])
    assert sorted(staff.scope.whole_delprojekt_with(permission)) == whole


def test_one_of_several_permissions_is_enough_and_an_unknown_one_opens_nothing(world, as_user):
    with as_user(world.coordinator):
        several = fetch_one("SELECT app.delprojekt_with('see_assigned', 'see_delprojekt')")
        assert set(several) == {place.pk for place in Delprojekt.objects.all()}
        assert fetch_one("SELECT app.delprojekt_with('read_everything')") == []
        assert fetch_one("SELECT app.whole_delprojekt_with('read_everything')") == []


def test_two_roles_of_one_person_are_not_added_up(world, as_user):
    """A coordinator of the programme who is a case worker in one delprojekt."""
    MembershipFactory(staff=world.coordinator, role=Role.CASE_WORKER, delprojekt=world.os)
    with as_user(world.coordinator):
        assert fetch_one("SELECT app.delprojekt_with('read_notes')") == [world.os.pk]
        assert fetch_one("SELECT app.whole_delprojekt_with('read_notes')") == []
    assert not world.coordinator.scope.whole_delprojekt_with(P.READ_NOTES)


def test_the_system_has_every_permission_everywhere(world):
    everywhere = {place.pk for place in Delprojekt.objects.all()}
    with identity.acting_as(identity.SYSTEM, source="test"):
        for permission in Permission:
            opened = fetch_one("SELECT app.delprojekt_with(%s)", permission.value)
            assert set(opened) == everywhere


def test_who_registers_and_who_logs_contacts_also_edits():
    """Registering writes assignments, and a contact may open the enrolment's form: one right."""
    assert roles_with(P.EDIT_ENROLMENT) == roles_with(P.LOG_CONTACT) == roles_with(P.REGISTER)
    assert roles_with(P.ASSIGN_STAFF) == roles_with(P.REGISTER)


def test_administrators_and_investigators_reach_no_person():
    personal = {
        P.SEE_ASSIGNED,
        P.SEE_DELPROJEKT,
        P.READ_NOTES,
        P.EXPORT_PERSONS,
        P.ATTENDANCE_REPORT,
        P.IMPORT,
    }
    assert not ROLES[Role.ADMINISTRATOR].permissions & (personal | {P.SEE_FIGURES})
    assert not ROLES[Role.INVESTIGATOR].permissions & (personal | {P.SEE_EXACT})


@pytest.mark.parametrize(
    ("starts", "ends", "holds"),
    [
        (0, None, True),
        (0, 0, True),
        (-1, 0, True),
        (1, None, False),
        (-2, -1, False),
        (-1, 1, True),
    ],
)
def test_a_role_holds_from_its_first_day_through_its_last(
    world, as_user, today, starts, ends, holds
):
    staff = StaffFactory()
    MembershipFactory(
        staff=staff,
        role=Role.PROJECT_LEADER,
        delprojekt=world.os,
        started_on=today + timedelta(starts),
        ended_on=None if ends is None else today + timedelta(ends),
    )
    assert staff.may(P.SEE_DELPROJEKT, world.os.pk) is holds
    with as_user(staff), connection.cursor() as cursor:
        cursor.execute("SELECT app.delprojekt_with('see_delprojekt')")
        assert (cursor.fetchone()[0] == [world.os.pk]) is holds


def test_a_right_that_is_taken_away_is_gone_at_the_next_request(world, login):
    client = login(world.admin)
    assert client.get("/administration/").status_code == 200
    Membership.objects.filter(staff=world.admin).delete()
    assert client.get("/administration/").status_code == 403


def test_usernames_are_found_however_they_are_written(world):
    assert Staff.objects.get_by_natural_key("ANNA") == world.anna
