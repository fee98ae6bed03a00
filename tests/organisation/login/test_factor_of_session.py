"""The second factor is asked of the session, and again for what must not be done with a session
that somebody else has taken over.
"""

from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from mia.access.roles import ROLES, Permission, Role
from mia.audit.models import AccessLog
from mia.organisation.login.forms import KEY_REFUSED, NO_ANSWER
from mia.organisation.memberships.models import Membership
from tests.organisation.login.test_login import START, attempt, code, enrol
from tests.test_architecture import routes

CODE_PAGE = "/konto/bekrafta/kod/"
# What may not be done in a session whose factor is older than 15 minutes.
GUARDED = {
    "participants:emergency_open",
    "participants:reveal",
    "reporting:attendance",
    "reporting:attendance_of_all",
    "reporting:decline_letter",
    "reporting:disposal_confirm",
    "reporting:disposal_hold",
    "reporting:disposal_propose",
    "reporting:disposal_protocol",
    "reporting:disposal_resume",
    "reporting:disposal_withdraw",
    "reporting:extract",
    "reporting:extract_json",
    "reporting:extract_pdf",
    "reporting:order_file",
    "reporting:report",
    "organisation:factor_reset_ask",
    "organisation:factor_reset_confirm",
    "organisation:factor_reset_withdraw",
    "organisation:membership_end",
    "organisation:membership_new",
    "organisation:membership_withdraw",
    "organisation:staff_change",
    "organisation:staff_end_sessions",
    "organisation:staff_new",
    "organisation:staff_password",
}


@pytest.fixture(autouse=True)
def _second_factor_for_all(db, settings):
    settings.MFA_REQUIRED = True
    cache.clear()


@pytest.fixture
def clock():
    with time_machine.travel(START, tick=False) as clock:
        yield clock


def enrolled(username):
    """A client that has logged in and added an app, and the app's secret."""
    client = Client()
    attempt(client, username)
    return client, enrol(client)


def give_code(client, secret):
    return client.post(CODE_PAGE, {"code": code(secret), "next": "/"})


# --- of the session, not of the account


def test_a_factor_added_in_one_session_opens_no_other(world, clock):
    other = Client()
    attempt(other, "anna")
    client, secret = enrolled("anna")
    assert client.get("/deltagare/").status_code == 200
    clock.shift(timedelta(minutes=1))
    for path in ("/deltagare/", "/", "/konto/app/", "/konto/nycklar/ny/", "/konto/reservkoder/"):
        assert other.get(path).url.startswith(CODE_PAGE), path
    refused = other.post("/konto/bekrafta/", {"password": "en-lang-mening-for-prov"})
    assert refused.url.startswith(CODE_PAGE), "the password is given already, and is not enough"
    assert other.get("/deltagare/").status_code == 302
    assert give_code(other, secret).status_code == 302
    assert other.get("/deltagare/").status_code == 200


def test_a_factor_that_is_gone_no_longer_counts(world, clock):
    """That the account has another is not enough: the session gave the one that was removed."""
    client, _ = enrolled("anna")
    given = Authenticator.objects.get(user=world.anna, type="totp")
    Authenticator.objects.create(user=world.anna, type="webauthn", data={"credential": {}})
    assert client.get("/deltagare/").status_code == 200
    given.delete()
    for path in ("/deltagare/", f"/deltagare/{world.own.pk}/registerutdrag/"):
        assert client.get(path).url.startswith("/konto/bekrafta/nyckel/?next="), path
    Authenticator.objects.filter(user=world.anna).delete()
    assert client.get("/deltagare/").url == "/konto/sakerhet/"


def test_the_code_of_the_enrolment_is_not_accepted_at_log_in(world, clock):
    _, secret = enrolled("anna")
    other = Client()
    attempt(other, "anna")
    assert (
        "Koden stämmer inte" in other.post("/konto/kod/", {"code": code(secret)}).content.decode()
    )
    assert other.get("/deltagare/").status_code == 302
    clock.shift(timedelta(seconds=31))
    assert other.post("/konto/kod/", {"code": code(secret)}).url == "/"


# --- a passkey where the role asks for one


def test_the_roles_that_see_much_or_give_rights_ask_for_a_passkey():
    wide = {Permission.SEE_DELPROJEKT, Permission.EXPORT_PERSONS, Permission.ADMINISTER}
    for role, info in ROLES.items():
        assert info.needs_passkey == bool(info.permissions & wide), role


@pytest.mark.parametrize(("who", "page"), [("ledare", "/oversikt/"), ("admin", "/administration/")])
def test_a_code_is_accepted_with_a_warning(world, clock, who, page):
    client, _ = enrolled(who)
    text = client.get(page, follow=True).content.decode()
    assert "Din roll behöver en nyckel" in text
    assert "falsk webbplats" in text


def test_case_workers_are_not_warned(world, clock):
    client, _ = enrolled("anna")
    assert "behöver en nyckel" not in client.get("/idag/").content.decode()


@pytest.mark.parametrize(("who", "opens"), [("ledare", False), ("anna", True)])
def test_who_has_the_passkey_that_the_role_asks_for_uses_it(world, clock, who, opens, monkeypatch):
    monkeypatch.setattr("allauth.mfa.webauthn.internal.auth.get_credentials", lambda user: [])
    _, secret = enrolled(who)
    user = {"ledare": world.leader, "anna": world.anna}[who]
    Authenticator.objects.create(user=user, type="webauthn", data={"credential": {}})
    clock.shift(timedelta(minutes=1))
    other = Client()
    attempt(other, who)
    answer = other.post("/konto/kod/", {"code": code(secret)})
    assert (answer.status_code == 302) is opens
    if not opens:
        assert "Din roll kräver nyckeln" in answer.content.decode()


MALFORMED = ["{}", "[]", "7", '"x"', "{", "null", '{"id": ' + "9" * 5000 + "}", '{"id": "\\u0000"}']


@pytest.mark.parametrize("page", ["/konto/bekrafta/nyckel/", "/konto/kod/"])
@pytest.mark.parametrize("answer", MALFORMED, ids=range(len(MALFORMED)))
def test_a_key_that_answers_nonsense_is_refused(world, clock, monkeypatch, page, answer):
    monkeypatch.setattr("allauth.mfa.webauthn.internal.auth.get_credentials", lambda user: [])
    client, _ = enrolled("anna")
    Authenticator.objects.create(user=world.anna, type="webauthn", data={"credential": {}})
    if page == "/konto/kod/":
        client = Client()
        attempt(client, "anna")
    response = client.post(page, {"credential": answer}, follow=True)
    assert response.status_code == 200
    text = response.content.decode()
    assert NO_ANSWER in text or KEY_REFUSED in text


def test_a_key_that_is_refused_is_asked_for_again_and_leads_on_to_the_act(
    world, clock, monkeypatch
):
    """A key of somebody else, or of an earlier page: the answer is whole, and not accepted."""
    monkeypatch.setattr("allauth.mfa.webauthn.internal.auth.get_credentials", lambda user: [])
    monkeypatch.setattr(
        "allauth.mfa.webauthn.internal.auth.parse_authentication_response", lambda answer: None
    )
    client, _ = enrolled("anna")
    Authenticator.objects.create(user=world.anna, type="webauthn", data={"credential": {}})
    clock.shift(timedelta(minutes=16))
    act = f"/deltagare/{world.own.pk}/registerutdrag/"
    asked = client.get(act)
    assert asked.url.startswith("/konto/bekrafta/nyckel/?next=")
    before = AccessLog.objects.count()
    refused = client.post("/konto/bekrafta/nyckel/", {"credential": '{"id": "x"}', "next": act})
    assert refused.status_code == 200, "no way to the start page"
    text = refused.content.decode()
    assert KEY_REFUSED in text
    assert 'data-webauthn="authenticate"' in text
    assert f'name="next" value="{act}"' in text
    assert AccessLog.objects.count() == before + 1
    assert AccessLog.objects.latest("pk").event == "code.failed"
    assert client.get(act).status_code == 302


# --- asked again


def test_exactly_these_routes_ask_again():
    asking = {name for name, view in routes() if hasattr(view, "asks_for_recent_factor")}
    assert asking == GUARDED


def test_every_page_that_changes_rights_asks_again():
    names = {name for name, _ in routes() if name.startswith("organisation:")}
    about_rights = {name for name in names if "membership_" in name or "staff_" in name}
    assert about_rights - GUARDED <= {"organisation:staff_list", "organisation:staff_page"}


def requests_of(world):
    """(who, method, path, fields) of what asks again."""
    case = f"/deltagare/{world.own.pk}"
    bo = f"/administration/anvandare/{world.bo.pk}"
    term = Membership.objects.get(staff=world.bo).pk
    return [
        ("anna", "POST", f"{case}/personnummer/", {}),
        ("anna", "GET", f"{case}/registerutdrag/", {}),
        ("anna", "GET", f"{case}/narvarorapport/2021-03/", {}),
        ("anna", "GET", f"/remisser/{world.own.pk}/brev/", {}),
        ("koordinator", "POST", "/rapporter/esf-deltagare/", {"month": "2021-03", "format": "csv"}),
        ("koordinator", "POST", "/gallring/foresla/", {}),
        ("koordinator", "GET", f"/gallring/person/{world.own.participant_id}/sparr/", {}),
        ("koordinator", "POST", f"/gallring/{world.own.pk}/bekrafta/", {}),
        ("koordinator", "POST", f"/gallring/{world.own.pk}/dra-tillbaka/", {}),
        ("koordinator", "POST", f"/gallring/{world.own.pk}/fortsatt/", {}),
        ("koordinator", "GET", f"/gallring/{world.own.pk}/protokoll/csv/", {}),
        ("admin", "GET", f"{bo}/uppdrag/", {}),
        ("admin", "POST", f"{bo}/uppdrag/", {"role": "administrator", "started_on": "2021-03-01"}),
        ("admin", "POST", f"/administration/uppdrag/{term}/avsluta/", {"ended_on": "2021-03-01"}),
        ("admin", "POST", f"/administration/uppdrag/{term}/ta-tillbaka/", {}),
        ("admin", "POST", f"{bo}/losenord/", {}),
        ("admin", "POST", f"{bo}/aterstall/", {}),
        ("admin", "POST", f"{bo}/logga-ut/", {}),
        ("admin", "POST", f"{bo}/andra/", {"name": "Ny"}),
        ("admin", "POST", "/administration/anvandare/ny/", {"name": "Ny", "username": "ny"}),
    ]


def test_an_old_factor_does_nothing_and_leads_to_the_page_that_asks(world, clock):
    clients = {who: enrolled(who)[0] for who in ("anna", "koordinator", "admin")}
    clock.shift(timedelta(minutes=16))
    before = AccessLog.objects.count()
    for who, method, path, fields in requests_of(world):
        answer = getattr(clients[who], method.lower())(path, fields)
        assert answer.status_code == 302, path
        assert answer.url.startswith(f"{CODE_PAGE}?next="), path
    assert AccessLog.objects.count() == before


def test_what_was_sent_is_sent_again_after_the_code(world, clock):
    client, secret = enrolled("admin")
    clock.shift(timedelta(minutes=16))
    path = f"/administration/anvandare/{world.bo.pk}/uppdrag/"
    fields = {"role": "administrator", "started_on": "2021-03-01", "csrfmiddlewaretoken": "x"}
    asked = client.post(path, fields)
    kept = client.session["act_waiting_for_factor"]
    assert kept.startswith("1."), "what was typed lies encrypted in the session"
    assert client.get(asked.url).status_code == 200
    confirmed = client.post(asked.url, {"code": code(secret)})
    page = client.get(confirmed.url)
    text = page.content.decode()
    assert f'action="{path}"' in text
    assert "för att ge ett uppdrag" in text
    assert page.context["kept"].fields == [["role", "administrator"], ["started_on", "2021-03-01"]]
    assert client.post(path, dict(page.context["kept"].fields)).status_code == 302
    assert Membership.objects.filter(staff=world.bo, role=Role.ADMINISTRATOR).exists()
    assert client.get(confirmed.url).url == "/", "kept once"


def test_htmx_goes_to_the_page_that_asks(world, clock):
    client, _ = enrolled("anna")
    clock.shift(timedelta(minutes=16))
    path = f"/deltagare/{world.own.pk}/personnummer/"
    answer = client.post(path, headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"].startswith(CODE_PAGE)


def test_figures_are_taken_out_without_asking(world, clock):
    client, _ = enrolled("koordinator")
    clock.shift(timedelta(minutes=16))
    fields = {"from_on": "2021-01-01", "to_on": "2021-12-31", "format": "csv"}
    answer = client.post("/rapporter/malbild/", fields)
    assert answer.status_code == 200
    assert b"Inskrivna" in b"".join(answer.streaming_content)


def test_demo_mode_asks_for_nothing(world, login, settings):
    settings.MFA_REQUIRED = False
    answer = login(world.anna).post(reverse("participants:reveal", args=[world.own.pk]))
    assert answer.status_code == 200
