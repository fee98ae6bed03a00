"""manage.py create_staff: the first administrator, without anyone being logged in."""

import re
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command

from mia.access.roles import Role
from mia.audit.models import AccessLog
from mia.organisation.staff.models import Staff
from tests import source


def test_adds_a_user_whose_password_works_once(db, capsys, client):
    call_command("create_staff", "asa.berg", "--role", "administrator", "--name", "Åsa Berg")
    password = re.search(r"Engångslösenord: (\S+)", capsys.readouterr().out).group(1)
    staff = Staff.objects.get(username="asa.berg")
    assert staff.check_password(password)
    assert (staff.name, staff.must_change_password) == ("Åsa Berg", True)
    client.post("/konto/logga-in/", {"login": "asa.berg", "password": password})
    assert client.get("/administration/").url == "/konto/byt-losenord/"
    events = AccessLog.objects.get(route="create_staff")
    assert (events.actor, events.event, events.action) == (
        0,
        "staff.added membership.added",
        "write",
    )


@pytest.mark.parametrize("role", ["coordinator", "investigator", "administrator"])
def test_without_delprojekt_the_role_is_for_the_whole_programme(db, role):
    call_command("create_staff", "ny", "--role", role)
    held = Staff.objects.get(username="ny").memberships.get()
    assert (held.role, held.delprojekt) == (role, None)


NAMES = {Role.METHOD_SUPERVISOR: ["--method", "SE"], Role.STEERING_GROUP: ["--party", "FK"]}


@pytest.mark.parametrize("role", Role.values)
def test_with_delprojekt_there_is_one_membership_for_each(db, role):
    places = ["--delprojekt", "OS", "HBS", "OS"]
    call_command("create_staff", "ny", "--role", role, *places, *NAMES.get(role, []))
    held = Staff.objects.get(username="ny").memberships.all()
    assert sorted((m.role, m.delprojekt.code) for m in held) == [(role, "HBS"), (role, "OS")]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["ny", "--role", "chef"],
            "Rollen chef finns inte. Rollerna är case_worker, project_leader",
        ),
        (["ny"], "Ange en roll med --role."),
        (["ny", "--role", "method_supervisor", "--delprojekt", "OS"], "--method: Metodhandledare"),
        (["ny", "--role", "steering_group", "--delprojekt", "OS"], "--party: Styrgruppsledamot"),
        (["ny", "--role", "case_worker"], "--delprojekt: Den här rollen gäller i ett delprojekt."),
        (
            ["ny", "--role", "project_leader"],
            "--delprojekt: Den här rollen gäller i ett delprojekt.",
        ),
        (
            ["ny", "--role", "case_worker", "--delprojekt", "OS", "XX"],
            "Delprojektet XX finns inte. Koderna är HBS, OS",
        ),
        (["Åsa", "--role", "coordinator"], "användarnamn: Använd små bokstäver"),
        (["anna", "--role", "coordinator"], "användarnamn: Det finns redan."),
        (["ny", "--role", "coordinator", "--name", "x" * 101], "namn: "),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_saved(world, arguments, message):
    before = Staff.objects.count()
    with pytest.raises(CommandError, match=re.escape(message)):
        call_command("create_staff", *arguments)
    assert Staff.objects.count() == before
    assert not AccessLog.objects.filter(route="create_staff").exists()


def test_from_the_shell_a_mistake_is_exit_status_1():
    done = subprocess.run(
        [sys.executable, "manage.py", "create_staff", "ny", "--role", "chef"],
        cwd=source.ROOT,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert "Rollen chef finns inte" in done.stderr
