"""A member of a steering group sees published figures, and of the parties the own one."""

from datetime import date

import pytest

from mia.access.roles import Role
from participants.enrolments.models import Enrolment
from tests.factories import MembershipFactory, StaffFactory
from tests.reporting.publications.publish import publish
from tests.reporting.worlds import random_world

QUARTER = date(2021, 7, 28)
PARTIES = {"Arbetsförmedlingen", "Försäkringskassan", "Kommunen", "Regionen, vården"}


@pytest.fixture
def published(world):
    """A quarter of a small county, in which two parties refer by turns."""
    for seed in (1, 2, 3):
        random_world(world, seed)
    for index, key in enumerate(Enrolment.objects.order_by("pk").values_list("pk", flat=True)):
        referrer = ("FK", "KOMMUN")[index % 2]
        Enrolment.objects.filter(pk=key).update(referrer=referrer)
    publish(QUARTER)


def parties_of(client):
    """The parties named in the part about who refers."""
    text = client.get("/oversikt/").content.decode()
    _, _, part = text.partition("Inflöde per remittent")
    part, _, _ = part.partition("</section>")
    return {name for name in PARTIES if name in part}


@pytest.mark.usefixtures("published")
def test_of_the_parties_the_own_one_and_no_report_or_person(world, login):
    every = parties_of(login(world.investigator))
    assert len(every) > 1, "there is somebody else's to hide"
    for code, name in (("FK", "Försäkringskassan"), ("KOMMUN", "Kommunen")):
        member = StaffFactory(username=f"styrgrupp.{code.lower()}")
        MembershipFactory(staff=member, role=Role.STEERING_GROUP, delprojekt=None, party=code)
        client = login(member)
        assert client.get("/").url == "/oversikt/"
        assert parties_of(client) == every & {name}
        for path in ("/rapporter/", "/deltagare/", "/oversikt/lista/?kohort=inskrivna"):
            assert client.get(path).status_code == 403, path


ROLES = [(Role.STEERING_GROUP, ""), (Role.INVESTIGATOR, "FK")]


@pytest.mark.parametrize(("role", "party"), ROLES)
def test_the_party_belongs_to_the_role(world, login, role, party):
    sent = {"role": role, "delprojekt": "", "party": party, "started_on": f"{world.today}"}
    answer = login(world.admin).post(f"/administration/anvandare/{world.bo.pk}/uppdrag/", sent)
    assert "party" in answer.context["form"].errors
