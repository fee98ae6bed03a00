"""Roles that follow the groups of the sign-on provider."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from mia.access.roles import Role
from mia.audit.models import AccessLog
from mia.core.sign_on import SignOn, group_roles
from mia.organisation.memberships.models import Membership
from tests.organisation.login.provider import CLIENT
from tests.organisation.login.test_login import _no_former_attempts
from tests.organisation.login.test_sign_on import anna, come, idp, link, sign_on

__all__ = ["_no_former_attempts", "anna", "idp", "sign_on"]

pytestmark = pytest.mark.xdist_group("sign_on")


@pytest.fixture
def groups(settings, sign_on):
    table = group_roles(["grp-cm-os=case_worker:OS", "grp-pl=project_leader:HBS", "grp-x=utan:X"])
    settings.SIGN_ON = SignOn(
        sign_on.issuer, CLIENT, "hemligt", groups=(*table[:2], *group_roles(["grp-u=investigator"]))
    )


def roles(staff):
    held = Membership.objects.filter(staff=staff).active(datetime.now(UTC).date())
    return {(row.role, row.delprojekt and row.delprojekt.code) for row in held}


def test_groups_give_roles_and_their_end_ends_them_at_the_next_log_in(anna, idp, groups):
    Membership.objects.filter(staff=anna).update(delprojekt=anna.current_delprojekt[0])
    idp.put("anna-1", groups=["grp-cm-os", "grp-pl", "grp-u", "okänd", "case_worker:OS"])
    come(Client(), idp)
    assert roles(anna) == {
        (Role.CASE_WORKER, "OS"),
        (Role.PROJECT_LEADER, "HBS"),
        (Role.INVESTIGATOR, None),
    }
    idp.put("anna-1", groups=["grp-u"])
    client = Client()
    come(client, idp)
    assert roles(anna) == {(Role.INVESTIGATOR, None)}
    assert client.get("/deltagare/").status_code == 403
    assert AccessLog.objects.filter(event__startswith="membership.", extra__by=None).count() == 2


def test_groups_leave_what_the_table_does_not_name(world, sign_on, idp, groups):
    link(world.cecilia, sign_on, "cecilia-1")
    idp.put("cecilia-1", groups=["okänd"])
    come(Client(), idp)
    assert roles(world.cecilia) == {(Role.CASE_WORKER, "HBS")}, "given in MIA, not in the table"


@pytest.mark.parametrize("claim", [None, "grp-u", {"grp-u": True}, 7])
def test_a_claim_that_is_no_list_gives_nothing(anna, idp, groups, claim):
    idp.put("anna-1", groups=claim)
    come(Client(), idp)
    assert (Role.INVESTIGATOR, None) not in roles(anna)


@pytest.mark.parametrize("text", ["grupp", "grupp=", "=case_worker", "grupp=:OS"])
def test_a_table_that_cannot_be_read_stops_the_start(text):
    with pytest.raises(ValueError, match="OIDC_GROUPS"):
        group_roles([text])
