"""A method supervisor reads the cases that somebody asks about, and nothing else."""

from datetime import timedelta

import pytest

from mia.access.roles import Role
from mia.organisation.memberships.models import Membership
from participants.assignments.models import ReadAccess
from participants.enrolments.models import Enrolment
from tests.factories import MembershipFactory, MethodWorkFactory, StaffFactory

ASKED = 302


@pytest.fixture
def supervisor(world):
    person = StaffFactory(username="metod", name="Metod Provsson")
    role = Role.METHOD_SUPERVISOR
    MembershipFactory(staff=person, role=role, delprojekt=None, method="CM")
    return person


def ask(login, who, enrolment, person):
    return login(who).post(f"{enrolment.get_absolute_url()}fraga/", {"staff": person.pk})


def test_notes_are_read_where_asked_across_delprojekt(world, login, supervisor):
    client = login(supervisor)
    assert client.get("/", follow=True).status_code == 200
    for who, enrolment in ((world.anna, world.own), (world.cecilia, world.elsewhere)):
        page = enrolment.get_absolute_url()
        assert client.get(page).status_code == 404
        assert ask(login, who, enrolment, supervisor).status_code == ASKED
        assert "Anteckning om" in client.get(page).content.decode()
        for path in ("andra/", "metoder/", "kontakter/ny/", "ansvariga/", "skydd/"):
            assert client.post(f"{page}{path}", {}).status_code == 403, path
    assert client.get(world.colleagues.get_absolute_url()).status_code == 404
    yesterday = world.today - timedelta(days=1)
    ReadAccess.objects.update(started_on=yesterday, ended_on=yesterday)
    assert client.get(world.own.get_absolute_url()).status_code == 404


def test_of_that_method_only(world, login, supervisor):
    Membership.objects.filter(staff=supervisor).update(method="IPS")
    assert "staff" in ask(login, world.anna, world.own, supervisor).context["form"].errors
    MethodWorkFactory(enrolment=world.own, method="IPS")
    assert ask(login, world.anna, world.own, supervisor).status_code == ASKED


def test_never_about_a_protected_person(world, login, as_user, supervisor):
    answer = ask(login, world.anna, world.protected, supervisor)
    assert "staff" in answer.context["form"].errors
    assert not ReadAccess.objects.exists()
    ask(login, world.anna, world.own, supervisor)
    participant = world.own.participant
    participant.protection = "SEKRETESSMARKERING"
    participant.save()
    with as_user(supervisor):
        assert not Enrolment.objects.exists()


def test_a_supervisor_is_not_offered_as_responsible(world, login, supervisor):
    sent = {"staff": supervisor.pk, "started_on": f"{world.today}"}
    answer = login(world.leader).post(f"{world.own.get_absolute_url()}ansvariga/", sent)
    assert "staff" in answer.context["form"].errors


ROLES = [(Role.METHOD_SUPERVISOR, "", "method"), (Role.COORDINATOR, "CM", "method")]


@pytest.mark.parametrize(("role", "method", "field"), ROLES)
def test_the_method_belongs_to_the_role(world, login, role, method, field):
    sent = {"role": role, "delprojekt": "", "method": method, "started_on": f"{world.today}"}
    answer = login(world.admin).post(f"/administration/anvandare/{world.bo.pk}/uppdrag/", sent)
    assert field in answer.context["form"].errors
