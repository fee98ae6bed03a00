"""Roles that follow the groups of the sign-on provider: a job gives them, which believes the
provider's signature alone.
"""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from django.utils import timezone
from requests import ConnectionError as NoConnection

from mia.access import identity
from mia.access.roles import Role
from mia.audit.models import AccessLog
from mia.core.sign_on import SignOn, group_roles
from mia.jobs import files, queue
from mia.jobs import sign_on as roles_job
from mia.jobs.models import Job
from mia.organisation.login import provider_keys
from mia.organisation.memberships.models import Membership
from tests.client import ApplicationClient
from tests.jobs.working import work, work_through
from tests.organisation.login.provider import CLIENT
from tests.organisation.login.test_id_token import KEYS, OTHER, token
from tests.organisation.login.test_login import _no_former_attempts
from tests.organisation.login.test_sign_on import anna, come, idp, link, sign_on

__all__ = ["_no_former_attempts", "anna", "idp", "sign_on"]

WAITING = "Dina behörigheter hämtas. Ladda om sidan om en stund."


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def groups(settings, sign_on):
    table = group_roles(["grp-cm-os=case_worker:OS", "grp-pl=project_leader:HBS", "grp-x=utan:X"])
    settings.SIGN_ON = SignOn(
        sign_on.issuer, CLIENT, "hemligt", groups=(*table[:2], *group_roles(["grp-u=investigator"]))
    )


def roles(staff):
    held = Membership.objects.filter(staff=staff).active(datetime.now(UTC).date())
    return {(row.role, row.delprojekt and row.delprojekt.code) for row in held}


@pytest.fixture
def bo(world, sign_on):
    """Who alone answers for no protected case."""
    link(world.bo, sign_on, "bo-1")
    return world.bo


def test_groups_give_roles_and_their_end_ends_them_at_the_next_log_in(bo, idp, groups):
    idp.put("bo-1", groups=["grp-cm-os", "grp-pl", "grp-u", "okänd", "case_worker:OS"])
    come(Client(), idp, "bo-1")
    assert roles(bo) == {(Role.CASE_WORKER, "OS")}, "the page gives nothing: it may not"
    work_through()
    assert roles(bo) == {
        (Role.CASE_WORKER, "OS"),
        (Role.PROJECT_LEADER, "HBS"),
        (Role.INVESTIGATOR, None),
    }
    idp.put("bo-1", groups=["grp-u"])
    client = Client()
    come(client, idp, "bo-1")
    work_through()
    assert roles(bo) == {(Role.INVESTIGATOR, None)}
    assert client.get("/deltagare/").status_code == 403
    changes = AccessLog.objects.filter(event__startswith="membership.", extra__by=None)
    assert {(row.actor, row.extra["staff"]) for row in changes} == {(identity.SYSTEM, bo.pk)}
    assert changes.count() == 2


def shown_to(admin) -> str:
    client = ApplicationClient()
    client.force_login(admin)
    return client.get("/administration/drift/").content.decode()


def test_who_alone_answers_for_a_protected_case_keeps_the_role(world, anna, idp, groups, caplog):
    idp.put("anna-1", groups=["grp-u"])
    come(Client(), idp)
    work_through()
    assert roles(anna) == {(Role.CASE_WORKER, "OS"), (Role.INVESTIGATOR, None)}
    assert "a membership whose group is gone could not be ended" in caplog.text
    page = shown_to(world.admin)
    assert "Roller som inte följer inloggningen" in page
    assert anna.name in page
    assert "Uppdrag som inte kunde avslutas: 1." in page


def test_the_start_page_tells_who_has_no_role_that_it_is_on_its_way(anna, idp, groups):
    Membership.objects.filter(staff=anna).delete()
    idp.put("anna-1", groups=["grp-u"])
    client = Client()
    come(client, idp)
    assert WAITING in client.get("/").content.decode()
    work_through()
    assert client.get("/").headers["Location"] == "/oversikt/"
    Membership.objects.filter(staff=anna).delete()
    assert WAITING not in client.get("/").content.decode()


def test_the_token_is_in_no_table_and_gone_after_the_job(
    anna, idp, sign_on, groups, django_capture_on_commit_callbacks
):
    come(Client(), idp)
    job = Job.objects.get()
    assert files.path_of(job, roles_job.TOKEN).read_text().count(".") == 2
    with django_capture_on_commit_callbacks(execute=True):
        work(job)
    assert job.state == "ready"
    assert job.parameters == {"provider": sign_on.provider_id}
    assert not files.folder_of(job).exists()


@pytest.fixture
def keys(monkeypatch):
    monkeypatch.setattr(provider_keys, "fetch", lambda _: KEYS)


def put_in_the_queue(owner, text) -> Job:
    """As somebody does who can write rows and files of jobs."""
    job, _ = queue.start(roles_job.KIND, {"provider": "x"}, owner=owner, at=timezone.now())
    if text is not None:
        with files.write(job, roles_job.TOKEN) as file:
            file.write(text.encode())
    return job


def test_what_the_provider_has_signed_gives_the_role(anna, sign_on, groups, keys):
    job = put_in_the_queue(anna, token(iss=sign_on.issuer, groups=["grp-u"]))
    assert work(job).result == {"groups": 1, "kept": 1}, "Anna alone answers for a case"
    assert (Role.INVESTIGATOR, None) in roles(anna)


def test_a_token_gives_roles_once(anna, sign_on, groups, keys):
    """Nor is one believed that was signed before it."""
    earlier = token(iss=sign_on.issuer, groups=["grp-u"], iat=-60)
    used = token(iss=sign_on.issuer, groups=["grp-u"])
    assert work(put_in_the_queue(anna, used)).state == "ready"
    Membership.objects.filter(staff=anna, role=Role.INVESTIGATOR).delete()
    before = roles(anna)
    for again in (used, earlier):
        assert work(put_in_the_queue(anna, again)).state == "failed"
    assert roles(anna) == before


@pytest.mark.parametrize(
    "changes",
    [
        {"key": OTHER},
        {"key": None, "algorithm": "none"},
        {"iss": "https://annan.example"},
        {"aud": "annan"},
        {"exp": -120},
        {"iat": -7200},
        {"iat": 7200},
        {"sub": "bo-1"},
    ],
    ids=lambda change: "-".join(change),
)
def test_a_forged_or_old_token_changes_nothing(world, anna, bo, sign_on, groups, keys, changes):
    facts = {"iss": sign_on.issuer, "groups": ["grp-u"]} | changes
    refused(put_in_the_queue(anna, token(**facts)), world)


@pytest.mark.parametrize("text", [None, "", "a.b.c", "åäö"])
def test_a_job_without_a_token_changes_nothing(world, anna, groups, keys, text):
    refused(put_in_the_queue(anna, text), world)


def refused(job, world) -> None:
    before = (roles(world.anna), roles(world.bo))
    assert work(job).state == "failed"
    assert (roles(world.anna), roles(world.bo)) == before
    assert not files.folder_of(job).exists()
    assert AccessLog.objects.filter(event="sign_on.roles_refused").count() == 1


def test_the_job_waits_for_a_provider_that_is_silent(anna, idp, groups, monkeypatch):
    idp.put("anna-1", groups=["grp-u"])
    come(Client(), idp)

    def no_answer(address):
        raise NoConnection

    job = Job.objects.get()
    with monkeypatch.context() as silent:
        silent.setattr(provider_keys, "_read", no_answer)
        with pytest.raises(roles_job.ProviderSilent):
            work(job)
    assert work(job).state == "ready"
    assert (Role.INVESTIGATOR, None) in roles(anna)


def test_administrators_see_whose_roles_were_not_fetched(world, anna, idp, groups):
    come(Client(), idp)
    Job.objects.update(created_at=timezone.now() - timedelta(minutes=5))
    assert anna.name not in shown_to(world.admin)
    Job.objects.update(created_at=timezone.now() - timedelta(minutes=11))
    assert "Rollerna är inte hämtade än." in shown_to(world.admin)
    Job.objects.update(state="failed", message="x", finished_at=timezone.now())
    assert "Rollerna hämtades inte." in shown_to(world.admin)


def test_only_administrators_learn_whose_roles_were_not_fetched(world, anna, idp, groups, as_user):
    come(Client(), idp)
    Job.objects.update(created_at=timezone.now() - timedelta(minutes=11))
    for user, count in ((world.admin, 1), (world.leader, 0), (world.bo, 0), (None, 0)):
        with as_user(user):
            assert len(roles_job.unfinished()) == count


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT app.accept_sign_on_token('x', 1, now())",
        "SELECT * FROM app.sign_on_token",
        "DELETE FROM app.sign_on_token",
    ],
)
def test_only_the_system_takes_a_token_as_used(anna, as_user, statement):
    with (
        pytest.raises(ProgrammingError),
        transaction.atomic(),
        as_user(anna),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_a_full_disk_stops_nobodys_log_in(anna, idp, groups, monkeypatch):
    def full(job, name):
        raise OSError

    with monkeypatch.context() as disk:
        disk.setattr(files, "write", full)
        assert come(Client(), idp).status_code == 302
    assert work(Job.objects.get()).state == "failed"


def test_without_a_table_of_groups_there_is_no_job(anna, idp):
    come(Client(), idp)
    assert not Job.objects.exists()


def test_groups_leave_what_the_table_does_not_name(world, sign_on, idp, groups):
    link(world.cecilia, sign_on, "cecilia-1")
    idp.put("cecilia-1", groups=["okänd"])
    come(Client(), idp)
    work_through()
    assert roles(world.cecilia) == {(Role.CASE_WORKER, "HBS")}, "given in MIA, not in the table"


@pytest.mark.parametrize("claim", [None, "grp-u", {"grp-u": True}, 7])
def test_a_claim_that_is_no_list_gives_nothing(anna, idp, groups, claim):
    idp.put("anna-1", groups=claim)
    come(Client(), idp)
    work_through()
    assert (Role.INVESTIGATOR, None) not in roles(anna)


@pytest.mark.parametrize("text", ["grupp", "grupp=", "=case_worker", "grupp=:OS"])
def test_a_table_that_cannot_be_read_stops_the_start(text):
    with pytest.raises(ValueError, match="OIDC_GROUPS"):
        group_roles([text])
