"""Roles in Python and in the database say the same, and the table of roles keeps its promises."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.db import connection

from mia.access.roles import ROLES, Permission, Role, roles_with
from mia.organisation.memberships.models import Membership
from mia.organisation.staff.models import Staff
from tests.factories import MembershipFactory, StaffFactory

FUNCTIONS = import_module("mia.organisation.migrations.0002_scope").FUNCTIONS
P = Permission
MEANING = {
    "case_dps": roles_with(P.SEE_ASSIGNED),
    "wide_dps": roles_with(P.SEE_DELPROJEKT),
    "person_dps": roles_with(P.SEE_ASSIGNED) | roles_with(P.SEE_DELPROJEKT),
    "note_dps": roles_with(P.READ_NOTES),
    "wide_note_dps": roles_with(P.READ_NOTES) & roles_with(P.SEE_DELPROJEKT),
    "write_dps": roles_with(P.EDIT_ENROLMENT) & roles_with(P.LOG_CONTACT),
    "figure_dps": roles_with(P.SEE_FIGURES),
    "export_dps": roles_with(P.EXPORT_PERSONS),
}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_databases_roles_are_those_of_the_table(name):
    assert set(FUNCTIONS[name]) == {role.value for role in MEANING[name]}


def test_writing_is_one_right_in_the_database_so_it_must_be_one_in_the_table():
    assert roles_with(P.EDIT_ENROLMENT) == roles_with(P.LOG_CONTACT) == roles_with(P.REGISTER)


@pytest.mark.parametrize("name", FUNCTIONS)
@pytest.mark.parametrize("role", list(Role))
def test_each_function_opens_what_the_scope_opens(world, as_user, name, role):
    staff = StaffFactory()
    MembershipFactory(staff=staff, role=role, delprojekt=world.os)
    with as_user(staff), connection.cursor() as cursor:
        cursor.execute(f"SELECT app.{name}()")
        assert cursor.fetchone()[0] == ([world.os.pk] if role in MEANING[name] else [])


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
        cursor.execute("SELECT app.wide_dps()")
        assert (cursor.fetchone()[0] == [world.os.pk]) is holds


def test_a_right_that_is_taken_away_is_gone_at_the_next_request(world, login):
    client = login(world.admin)
    assert client.get("/administration/").status_code == 200
    Membership.objects.filter(staff=world.admin).delete()
    assert client.get("/administration/").status_code == 403


def test_usernames_are_found_however_they_are_written(world):
    assert Staff.objects.get_by_natural_key("ANNA") == world.anna
