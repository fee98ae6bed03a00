"""Tables that decide what somebody may see or do are not changed by those whom they give nothing.

What is tried is SQL of one's own, under the policies alone.
"""

from datetime import timedelta

import pytest
from django.db import DatabaseError, ProgrammingError, connection, transaction
from django.utils import timezone
from psycopg import errors

from mia.access.roles import Role
from mia.organisation.memberships.models import Membership
from mia.organisation.resets.models import FactorReset
from mia.organisation.staff.models import Staff
from participants.enrolments.models import Enrolment
from tests.access.application import execute
from tests.factories import StaffFactory, staff

OTHERS = [None, "anna", "leader", "coordinator", "investigator"]
# Tables that the application writes as it likes, and why no row of them gives a right.
DECIDE_NOTHING = {
    "organisation_delprojekt_municipalities": "names of places, for forms",
    "organisation_forbund": "names",
    "organisation_municipality": "names",
    "organisation_municipalityperiod": "reference data",
    "organisation_staffing": "numbers of staff, without names",
    "organisation_target": "numbers, for reports",
    "participants_exitreason": "codes",
    "participants_incomesource": "codes",
    "participants_branch": "codes",
    "participants_jobsource": "codes",
    "participants_numberreason": "codes",
    "participants_declinereason": "codes",
    "participants_priorityrule": "codes",
    "participants_timelimit": "codes",
    "participants_timelimitreason": "codes",
    "participants_referrer": "codes",
    "procrastinate_events": "the queue: keys of jobs, which are done as their owner",
    "procrastinate_jobs": "the queue",
    "procrastinate_periodic_defers": "the queue",
    "procrastinate_workers": "the queue",
    "socialaccount_socialapp": "never added to or changed: the provider is the environment's",
    "socialaccount_socialtoken": "never added to or changed: no token is kept",
    "reporting_reportrun": "what was reported when: persons are in reporting_sentrow",
}


def changed(statement, *parameters):
    """How many rows a statement changes; refused by a policy is none."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, parameters)
            return cursor.rowcount
    except ProgrammingError as error:
        if isinstance(error.__cause__, errors.InsufficientPrivilege):
            return 0
        raise


GIVE = """
INSERT INTO organisation_membership (staff_id, role, delprojekt_id, started_on)
VALUES (%s, %s, NULL, '2017-01-01')
"""


@pytest.mark.parametrize("who", OTHERS)
def test_nobody_gives_themselves_a_role(world, as_user, who):
    """One such row showed 3,462 persons instead of 311."""
    user = getattr(world, who) if who else None
    staff = user or world.anna
    with as_user(user):
        before = Enrolment.objects.count()
        assert changed(GIVE, staff.pk, Role.COORDINATOR) == 0
        assert changed("UPDATE organisation_membership SET delprojekt_id = NULL") == 0
        assert changed("UPDATE organisation_membership SET staff_id = %s", staff.pk) == 0
        assert changed("UPDATE organisation_membership SET ended_on = NULL") == 0
        assert changed("DELETE FROM organisation_membership") == 0
        assert Enrolment.objects.count() == before


def test_an_administrator_gives_roles_to_others_only(world, as_user):
    with as_user(world.admin):
        assert changed(GIVE, world.admin.pk, Role.COORDINATOR) == 0
        assert changed(GIVE, world.anna.pk, Role.COORDINATOR) == 1
        own = "UPDATE organisation_membership SET role = 'coordinator' WHERE staff_id = %s"
        assert changed(own, world.admin.pk) == 0
        assert (
            changed("DELETE FROM organisation_membership WHERE staff_id = %s", world.admin.pk) == 0
        )
        taken = "UPDATE organisation_membership SET staff_id = %s WHERE staff_id = %s"
        assert changed(taken, world.admin.pk, world.coordinator.pk) == 0


@pytest.mark.parametrize("who", OTHERS)
def test_nobody_changes_the_account_of_another(world, as_user, who):
    user = getattr(world, who) if who else None
    others = Staff.objects.count() - (1 if user else 0)
    with as_user(user):
        assert Staff.objects.count() >= others, "names are read by everyone"
        assert changed("UPDATE organisation_staff SET password = 'x'") == (1 if user else 0)
        assert (
            changed("UPDATE organisation_staff SET is_active = false WHERE id = %s", world.bo.pk)
            == 0
        )
        assert changed("DELETE FROM organisation_staff WHERE id = %s", world.admin.pk) == 0
        added = "INSERT INTO organisation_staff SELECT * FROM organisation_staff WHERE id = %s"
        assert changed(added, world.bo.pk) == 0


def test_an_administrator_changes_accounts_and_deletes_none(world, as_user):
    with as_user(world.admin):
        change = "UPDATE organisation_staff SET is_active = false WHERE id = %s"
        assert changed(change, world.bo.pk) == 1
        new = StaffFactory()
        assert Staff.objects.filter(pk=new.pk).exists()
        assert changed("DELETE FROM organisation_staff WHERE id = %s", new.pk) == 0


ADD_FACTOR = """
INSERT INTO mfa_authenticator (user_id, type, data, created_at) VALUES (%s, 'totp', '{}', now())
"""


@pytest.mark.parametrize("who", [*OTHERS, "admin"])
def test_a_second_factor_is_the_persons_own(world, as_user, who):
    assert changed(ADD_FACTOR, world.bo.pk) == 1
    user = getattr(world, who) if who else None
    with as_user(user):
        assert changed(ADD_FACTOR, world.cecilia.pk) == 0
        assert changed("UPDATE mfa_authenticator SET data = '{}'") == 0
        if user is not None:
            assert changed(ADD_FACTOR, user.pk) == 1
            assert changed("UPDATE mfa_authenticator SET user_id = %s", world.cecilia.pk) == 0
            assert changed("UPDATE mfa_authenticator SET last_used_at = now()") == 1
        removed = "DELETE FROM mfa_authenticator WHERE user_id = %s"
        assert changed(removed, world.bo.pk) == 0
        if user is not None:
            assert changed(removed, user.pk) == 1


@pytest.mark.parametrize(
    ("confirmed_by", "minutes", "count"),
    [("admin", 0, 1), ("admin", 20, 0), ("other", 0, 0), (None, 0, 0)],
)
def test_an_administrator_takes_away_the_factor_of_a_confirmed_reset_alone(
    world, as_user, confirmed_by, minutes, count
):
    other = staff("admin2", Role.ADMINISTRATOR)
    third = staff("admin3", Role.ADMINISTRATOR)
    at = timezone.now() - timedelta(minutes=minutes)
    person = {"admin": world.admin, "other": other, None: None}[confirmed_by]
    FactorReset.objects.create(
        staff=world.bo,
        requested_by=third,
        requested_at=at,
        confirmed_by=person,
        confirmed_at=at if person else None,
    )
    assert changed(ADD_FACTOR, world.bo.pk) == 1
    assert changed(ADD_FACTOR, world.cecilia.pk) == 1
    with as_user(world.admin):
        assert changed("DELETE FROM mfa_authenticator") == count


@pytest.mark.parametrize("who", OTHERS)
@pytest.mark.parametrize("table", ["organisation_delprojekt", "organisation_team"])
def test_nobody_else_changes_where_the_work_is_done(world, as_user, who, table):
    with as_user(getattr(world, who) if who else None):
        assert changed(f"UPDATE {table} SET name = name") == 0
        assert changed(f"DELETE FROM {table}") == 0
    with as_user(world.admin):
        assert changed(f"UPDATE {table} SET name = name") > 0


@pytest.mark.parametrize("who", [*OTHERS, "admin"])
def test_no_session_is_read_taken_or_made(world, as_user, login, who):
    """A session's key is what lets its browser in."""
    key = login(world.bo).session.session_key
    with as_user(getattr(world, who) if who else None):
        for statement in (
            "SELECT session_key FROM django_session",
            "UPDATE django_session SET session_data = 'x'",
            "INSERT INTO django_session VALUES ('a', 'b', now())",
            "DELETE FROM django_session",
        ):
            with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
                execute(statement)
        tomorrow = world.today + timedelta(1)
        with connection.cursor() as cursor:
            cursor.execute("SELECT app.session_save(%s, 'x', %s, true)", [key, tomorrow])
            assert cursor.fetchone() == (False,), "the key is taken"


def test_a_role_is_given_by_its_administrator_as_before(world, login):
    """The page, under the policies."""
    page = f"/administration/anvandare/{world.dan.pk}/uppdrag/"
    facts = {"role": Role.COORDINATOR, "started_on": "2022-01-01"}
    assert login(world.admin).post(page, facts).status_code == 302
    assert Membership.objects.filter(staff=world.dan, role=Role.COORDINATOR).exists()


LINK = """
INSERT INTO socialaccount_socialaccount
    (user_id, provider, uid, extra_data, last_login, date_joined)
VALUES (%s, 'prov', 'subject', '{}', now(), now())
"""


@pytest.mark.parametrize("who", [*OTHERS, "admin"])
def test_nobody_links_an_account_to_another_subject(world, as_user, who):
    assert changed(LINK, world.bo.pk) == 1
    user = getattr(world, who) if who else None
    with as_user(user):
        assert changed(LINK, world.anna.pk) == 0
        taken = "UPDATE socialaccount_socialaccount SET user_id = %s"
        assert changed(taken, world.anna.pk) == 0
        assert changed("UPDATE socialaccount_socialaccount SET uid = 'mine'") == 0
        assert changed("UPDATE socialaccount_socialaccount SET last_login = now()") == 1
        assert changed("DELETE FROM socialaccount_socialaccount") == 0


TABLES = """
SELECT c.relname, c.relrowsecurity,
       EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polcmd <> 'r')
FROM pg_class c
WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
  AND has_table_privilege('mia_app', c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')
"""


def test_every_table_that_the_application_writes_has_a_policy_or_decides_nothing(db):
    """A new table is born without a policy: it gets one, or a line above that says why not."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        rows = cursor.fetchall()
    unguarded = {name for name, is_secured, has_policy in rows if not (is_secured and has_policy)}
    of_the_history = {name for name in unguarded if name.endswith("event")}
    assert unguarded - of_the_history == set(DECIDE_NOTHING)
