"""The last middleware: one transaction, one row in the audit, nothing shown without it."""

from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory

from mia import audit
from mia.access.middleware import Transaction
from mia.audit.models import AccessLog
from mia.organisation.delprojekt.models import Forbund

pytestmark = pytest.mark.urls("tests.access.pages")
NAMES = ["Ekdal", "Åsberg", "Lindö", "Hemmansson"]


def names_in(response):
    return [name for name in NAMES if name in response.content.decode()]


def test_a_page_that_forgets_to_note_a_read_notes_it_all_the_same(world, login):
    person = world.own.participant
    response = login(world.anna).get(f"/prov/person/{person.pk}/")
    assert response.content.decode() == "Ylva Ekdal"
    row = AccessLog.objects.get(actor=world.anna.pk)
    assert (row.action, row.participants, row.count, row.route) == (
        "read",
        [person.pk],
        1,
        "GET person",
    )
    assert str(person.pk) not in row.route
    assert row.ip == "127.0.0.1"


def test_a_page_that_forgets_the_filter_shows_what_the_policies_let_through(world, login):
    assert names_in(login(world.anna).get("/prov/alla/")) == ["Ekdal", "Hemmansson"]
    assert names_in(login(world.dan).get("/prov/alla/")) == ["Ekdal"]
    assert names_in(login(world.leader).get("/prov/alla/")) == ["Ekdal", "Åsberg"]
    assert names_in(login(world.admin).get("/prov/alla/")) == []


def test_one_row_per_response_named_after_the_weightiest(world, login):
    login(world.anna).get("/prov/flera/")
    row = AccessLog.objects.get(actor=world.anna.pk)
    assert (row.action, row.event, row.count) == (
        "export",
        "participant.searched report.exported",
        7,
    )
    assert row.extra == {"rows": 7}
    assert set(row.participants) == {world.own.participant_id, world.protected.participant_id}


@pytest.mark.parametrize(
    "url", ["/prov/person/{person}/", "/prov/flera/", "/deltagare/", "/deltagare/{enrolment}/"]
)
def test_when_the_access_log_cannot_be_written_no_page_shows_a_person(world, login, url):
    client = login(world.anna)
    url = url.format(person=world.own.participant_id, enrolment=world.own.pk)
    assert client.get(url).status_code == 200
    with connection.cursor() as cursor:
        cursor.execute("REVOKE INSERT ON audit_accesslog FROM mia_app")
    response = client.get(url)
    assert response.status_code == 500
    assert names_in(response) == []
    assert "Något gick fel" in response.content.decode()


@pytest.mark.parametrize(
    ("how", "status"), [("saknas", 404), ("nekas", 403), ("404", 404), ("403", 403)]
)
def test_a_refusal_is_noted_in_a_transaction_of_its_own(world, login, how, status):
    response = login(world.anna).get(f"/prov/{how}/")
    assert response.status_code == status
    row = AccessLog.objects.get(actor=world.anna.pk)
    assert (row.action, row.event, row.participants) == ("denied", f"access.denied.{status}", [])
    assert not Forbund.objects.filter(code="NYTT").exists(), "what was written before is undone"


@pytest.mark.parametrize("how", ["500", "503"])
def test_what_ends_in_an_error_is_undone(world, login, how):
    assert login(world.anna).get(f"/prov/{how}/").status_code == int(how)
    assert not Forbund.objects.filter(code="NYTT").exists()
    assert not AccessLog.objects.exists()


def test_a_crash_is_undone_and_shows_no_one(world, login):
    client = login(world.anna)
    client.raise_request_exception = False
    response = client.get("/prov/krasch/")
    assert response.status_code == 500
    assert names_in(response) == []
    assert not Forbund.objects.filter(code="NYTT").exists()


def test_what_ends_well_is_kept(world, login):
    assert login(world.anna).get("/prov/200/").status_code == 200
    assert Forbund.objects.filter(code="NYTT").exists()


def test_a_streaming_response_is_refused_and_a_file_is_not(world, login):
    client = login(world.anna)
    with pytest.raises(RuntimeError, match="streaming"):
        client.get("/prov/strom/")
    assert not Forbund.objects.filter(code="NYTT").exists()
    assert b"".join(client.get("/prov/fil/").streaming_content) == b"en fil"


def test_the_page_works_as_the_application_with_a_signed_identity(world, login):
    role, token, uid = login(world.anna).get("/prov/vem/").content.decode().split("|")
    assert (role, uid) == ("mia_app", str(world.anna.pk))
    assert token.startswith(f"{world.anna.pk}.")


def meet(user, page):
    request = RequestFactory().get("/prov/")
    request.user, request.session = user, {}
    request.resolver_match = SimpleNamespace(view_name="prov", route="prov")
    return Transaction(page)(request)


def settings_of_the_connection():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, coalesce(current_setting('app.token', true), ''),"
            " coalesce(current_setting('pghistory.context_metadata', true), '')"
        )
        return cursor.fetchone()


def test_nothing_of_the_identity_is_left_on_the_connection(db):
    """On a connection that really commits, as in production: a thread has one of its own."""
    seen = []

    def page(request):
        seen.append(settings_of_the_connection())
        return HttpResponse("klart")

    def crash(request):
        seen.append(settings_of_the_connection())
        raise ValueError("ett fel")

    def three_requests():
        before = settings_of_the_connection()
        user = SimpleNamespace(pk=999_999, is_authenticated=True)
        meet(user, page)
        assert settings_of_the_connection() == before
        with pytest.raises(ValueError, match="ett fel"):
            meet(user, crash)
        assert settings_of_the_connection() == before
        meet(AnonymousUser(), page)
        assert not connection.in_atomic_block
        connection.close()
        return before

    with ThreadPoolExecutor() as pool:
        before = pool.submit(three_requests).result()
    assert before[1:] == ("", "")
    assert [role for role, _, _ in seen] == ["mia_app"] * 3
    assert [token.split(".")[0] for _, token, _ in seen] == ["999999", "999999", ""]
    assert '"actor": 999999' in seen[0][2]


def test_the_access_log_of_one_request_is_not_the_next_ones(world, login):
    login(world.anna).get("/prov/flera/")
    with pytest.raises(RuntimeError, match="outside a unit of work"):
        audit.record_event(audit.Action.WRITE, "prov.gjort")
    login(world.dan).get("/prov/200/")
    assert AccessLog.objects.get(actor=world.dan.pk).participants == [world.own.participant_id]
