"""Memberships: given, ended, taken back, and never one's own."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from mia import audit
from mia.access.roles import Role
from mia.audit.models import AccessLog
from mia.organisation.memberships import actions as memberships_actions
from mia.organisation.memberships.models import Membership
from tests.factories import MembershipFactory, StaffFactory, TeamFactory


@pytest.fixture
def admin(world, login):
    return login(world.admin)


def give(client, staff, **facts):
    values = {
        "role": "case_worker",
        "delprojekt": "",
        "team": "",
        "started_on": "2024-01-15",
        "ended_on": "",
    }
    return client.post(f"/administration/anvandare/{staff.pk}/uppdrag/", values | facts)


def test_a_role_is_given_and_opens_its_delprojekt_at_once(admin, world, login):
    staff = StaffFactory(name="Ny Person")
    client = login(staff)
    assert client.get("/deltagare/").status_code == 403
    team = TeamFactory(delprojekt=world.os)
    assert give(admin, staff, delprojekt=world.os.pk, team=team.pk).status_code == 302
    held = staff.memberships.get()
    assert (held.role, held.delprojekt, held.team, held.ended_on) == (
        "case_worker",
        world.os,
        team,
        None,
    )
    row = AccessLog.objects.get(event="membership.added")
    assert row.extra == {
        "staff": staff.pk,
        "role": "case_worker",
        "delprojekt": "OS",
        "by": world.admin.pk,
    }
    assert client.get("/deltagare/").status_code == 200


@pytest.mark.parametrize("role", ["coordinator", "investigator", "administrator"])
def test_some_roles_may_be_for_the_whole_programme(admin, world, role):
    staff = StaffFactory()
    assert give(admin, staff, role=role).status_code == 302
    assert staff.memberships.get().delprojekt is None


@pytest.mark.parametrize(
    ("facts", "field", "message"),
    [
        ({}, "delprojekt", "Den här rollen gäller i ett delprojekt."),
        ({"role": "project_leader"}, "delprojekt", "Den här rollen gäller i ett delprojekt."),
        ({"role": "chef", "delprojekt": "OS"}, "role", "Välj ett giltigt alternativ"),
        (
            {"role": "coordinator", "delprojekt": "OS", "team": "OS"},
            "team",
            "Bara handläggare kan höra till ett team.",
        ),
        ({"delprojekt": "OS", "team": "HBS"}, "team", "Teamet hör till ett annat delprojekt."),
        (
            {"delprojekt": "OS", "ended_on": "2024-01-14"},
            "ended_on",
            "Slutdatumet kan inte ligga före startdatumet.",
        ),
        ({"delprojekt": "OS", "started_on": ""}, "started_on", "Skriv ett datum."),
    ],
)
def test_what_is_wrong_is_said_at_its_field(admin, world, facts, field, message):
    places = {"OS": world.os, "HBS": world.hbs}
    facts = dict(facts)
    if "team" in facts:
        facts["team"] = TeamFactory(delprojekt=places[facts["team"]]).pk
    if "delprojekt" in facts:
        facts["delprojekt"] = places[facts["delprojekt"]].pk
    staff = StaffFactory()
    response = give(admin, staff, **facts)
    assert response.status_code == 200
    assert any(message in error for error in response.context["form"].errors[field]), (
        response.context["form"].errors
    )
    assert not staff.memberships.exists()


def test_the_same_role_twice_from_one_day_is_one(admin, world):
    staff = StaffFactory()
    give(admin, staff, delprojekt=world.os.pk)
    response = give(admin, staff, delprojekt=world.os.pk)
    assert "Personen har redan det uppdraget från den dagen." in response.content.decode()
    assert staff.memberships.count() == 1


def test_a_role_ends_after_its_last_day(admin, world, login, today):
    held = world.leader.memberships.get()
    client = login(world.leader)
    url = f"/administration/uppdrag/{held.pk}/avsluta/"
    assert f'value="{today}"' in admin.get(url).content.decode()
    assert admin.post(url, {"ended_on": today}).status_code == 302
    assert client.get("/deltagare/").status_code == 200
    admin.post(url, {"ended_on": today - timedelta(1)})
    assert client.get("/deltagare/").status_code == 403
    held.refresh_from_db()
    assert held.ended_on == today - timedelta(1)
    early = admin.post(url, {"ended_on": "2016-01-01"})
    assert "Slutdatumet kan inte ligga före startdatumet." in early.content.decode()
    assert "Skriv ett datum." in admin.post(url, {"ended_on": ""}).content.decode()


def test_a_mistake_of_today_is_taken_back_and_older_ones_are_ended(admin, world, today):
    old = world.anna.memberships.get()
    mistake = MembershipFactory(
        staff=world.anna, role=Role.PROJECT_LEADER, delprojekt=world.os, started_on=today
    )
    assert (
        "Ta tillbaka"
        in admin.get(f"/administration/uppdrag/{mistake.pk}/avsluta/").content.decode()
    )
    assert (
        "Ta tillbaka"
        not in admin.get(f"/administration/uppdrag/{old.pk}/avsluta/").content.decode()
    )
    assert admin.get(f"/administration/uppdrag/{mistake.pk}/ta-tillbaka/").status_code == 405
    for one in (mistake, old):
        admin.post(f"/administration/uppdrag/{one.pk}/ta-tillbaka/")
    assert list(world.anna.memberships.all()) == [old]
    assert AccessLog.objects.filter(event="membership.withdrawn").count() == 1
    events = Membership.pgh_event_models["delete"].objects
    assert events.filter(pgh_label="delete", id=mistake.pk).exists(), "history keeps it"


def test_nobody_changes_their_own_roles(admin, world, today):
    assert (
        "Du kan inte ändra dina egna uppdrag"
        in admin.get(f"/administration/anvandare/{world.admin.pk}/").content.decode()
    )
    response = give(admin, world.admin, role="project_leader", delprojekt=world.os.pk)
    assert (
        "Du kan inte ändra dina egna uppdrag. Be en annan administratör."
        in response.content.decode()
    )
    own = MembershipFactory(
        staff=world.admin, role=Role.INVESTIGATOR, delprojekt=None, started_on=today
    )
    assert (
        "egna uppdrag"
        in admin.post(
            f"/administration/uppdrag/{own.pk}/avsluta/", {"ended_on": today}
        ).content.decode()
    )
    admin.post(f"/administration/uppdrag/{own.pk}/ta-tillbaka/")
    own.refresh_from_db()
    assert own.ended_on is None
    assert world.admin.memberships.count() == 2


def test_the_rule_holds_without_the_page(world, today):
    audit.begin()
    for by in (world.admin, world.leader):
        with pytest.raises(ValidationError, match="egna uppdrag"):
            memberships_actions.add(
                by, by=by, role="investigator", delprojekt=None, started_on=today
            )
    audit.end()
