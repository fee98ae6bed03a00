"""Alive and ready: open without logging in, outside the transaction, and red when the policies
would not hold.
"""

from datetime import timedelta
from unittest import mock

import pytest
from django.db import OperationalError, connection
from django.test import RequestFactory
from django.utils import timezone

from mia import views
from mia.jobs.models import HousekeepingRun


def test_alive_asks_nothing_of_the_database(client):
    """No database mark: pytest-django refuses any query."""
    answer = client.get("/halsa/lever/")
    assert (answer.status_code, answer.json()) == (200, {"lever": True})


@pytest.mark.parametrize(
    ("session", "current", "problems"),
    [
        ("mia_app", "mia_app", 0),
        ("mia_owner", "mia_app", 1),
        ("mia_app", "mia_owner", 1),
        ("mia_owner", "mia_owner", 1),
        ("postgres", "mia_owner", 2),
        ("mia_backup", "mia_app", 1),
    ],
)
def test_only_mia_app_is_ready(session, current, problems):
    assert len(views.wrong_roles(session, current)) == problems


def test_ready_tells_the_owners_connection_from_the_applications(client, db):
    """The tests are connected as the owner: red. A connection of the application's own: green."""
    answer = client.get("/halsa/redo/")
    assert answer.status_code == 503
    assert connection.settings_dict["USER"] in answer.json()["fel"][0]
    with mock.patch.object(connection, "cursor") as cursor:
        cursor.return_value.__enter__.return_value.fetchone.return_value = ("mia_app", "mia_app")
        answer = client.get("/halsa/redo/")
    assert (answer.status_code, answer.json()) == (200, {"redo": True, "fel": []})


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
