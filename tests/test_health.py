"""Alive and ready: open without logging in, outside the transaction, and red when the policies
would not hold.
"""

from datetime import timedelta
from unittest import mock

import pytest
from django.db import OperationalError, connection, transaction
from django.test import RequestFactory
from django.utils import timezone

from mia import views
from mia.access import database_roles
from mia.jobs.models import HousekeepingRun
from tests.access import application


def test_alive_asks_nothing_of_the_database(client):
    """No database mark: pytest-django refuses any query."""
    answer = client.get("/halsa/lever/")
    assert (answer.status_code, answer.json()) == (200, {"lever": True})


def problems():
    return database_roles.problems(connection)


def test_the_applications_connection_is_ready_and_the_owners_is_not(client, db):
    """The tests are connected as the owner: red."""
    answer = client.get("/halsa/redo/")
    assert answer.status_code == 503
    login = connection.settings_dict["USER"]
    assert answer.json()["fel"][0] == f"inloggningen till databasen är {login}, inte mia_login"
    assert application.run(problems) == []


def test_a_role_that_may_more_than_the_policies_expect_is_told(db):
    """Each in its own transaction, which is rolled back."""

    def in_role(*statements):
        def work():
            with transaction.atomic():
                application.execute(*statements)
                return problems()

        return application.run(work)

    assert in_role("SET LOCAL ROLE NONE") == ["databasrollen är mia_login, inte mia_app"]
    assert "en inställning är sparad för en databasroll: work_mem" in in_role(
        "ALTER ROLE mia_app SET work_mem = '1GB'", "SAVEPOINT a"
    )
    application.run(lambda: application.execute("ALTER ROLE mia_app RESET ALL"))
    owner = application.run(problems, login="mia_owner")
    assert owner == [
        "inloggningen till databasen är mia_owner, inte mia_login",
        "databasrollen mia_owner får för mycket",
        "databasrollen mia_owner äger något i databasen",
        "det som körs i databasen visas för andra",
    ]


def test_housekeeping_that_is_late_is_a_warning_in_words(client, db):
    """Yellow, not red: pages work, and another server would not be better."""
    HousekeepingRun.objects.update(created_at=timezone.now() - timedelta(hours=49))
    HousekeepingRun.objects.exclude(name="clearsessions").update(succeeded_at=timezone.now())
    answer = client.get("/halsa/redo/").json()
    assert answer["varningar"] == [
        "Rensning av sessioner: har inte gått bra på två dygn, kör worker?"
    ]
    HousekeepingRun.objects.update(succeeded_at=timezone.now() - timedelta(hours=47))
    assert "varningar" not in client.get("/halsa/redo/").json()


@pytest.mark.parametrize("path", ["/halsa/redo/"])
def test_database_that_does_not_answer(client, db, path, caplog):
    with mock.patch.object(
        connection, "cursor", side_effect=OperationalError("connection refused")
    ):
        answer = client.get(path)
    assert answer.status_code == 503
    assert answer.json()["fel"] == ["databasen svarar inte"]
    assert "refused" not in answer.content.decode()


def test_page_says_when_the_database_does_not_answer():
    """Outside the transaction (the session is read before it) the error page asks nothing of the
    database.
    """
    try:
        raise OperationalError("connection refused")
    except OperationalError:
        answer = views.server_error(RequestFactory().get("/deltagare/"))
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "30"
    assert "tillfälligt otillgängligt" in answer.content.decode()
