"""Sign-on through a real OpenID Connect provider: linked people come in, and nobody else."""

import time
from datetime import timedelta
from urllib.parse import parse_qs, urlparse

import pytest
import time_machine
from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import Client

from mia.access import identity
from mia.access.unit_of_work import unit_of_work
from mia.audit.models import AccessLog
from mia.core.sign_on import SignOn
from mia.organisation.staff import actions
from tests.organisation.login.provider import CLIENT, provider
from tests.organisation.login.test_login import _no_former_attempts, attempt, enrol

__all__ = ["_no_former_attempts"]

BEGIN, ANSWER = "/konto/tjanst/", "/konto/tjanst/svar/"
FAILED = "Du är inte inloggad"


@pytest.fixture(scope="module")
def idp():
    with provider() as running:
        yield running


@pytest.fixture
def sign_on(idp, settings):
    """Settings as the environment gives them."""
    settings.SIGN_ON = SignOn(
        idp.issuer, CLIENT, "hemligt", "SITHS", factors=frozenset({"amr:hwk"})
    )
    return settings.SIGN_ON


def link(staff, sign_on, subject):
    with unit_of_work(identity.SYSTEM, source="test"):
        actions.link_sign_on(staff, by=None, provider=sign_on.provider_id, subject=subject)


@pytest.fixture
def anna(world, sign_on):
    """Linked to the subject anna-1 at the provider."""
    link(world.anna, sign_on, "anna-1")
    return world.anna


def to_provider(client) -> str:
    response = client.get(BEGIN)
    assert response.status_code == 302, response.content.decode()
    return response.url


def come(client, idp, sub="anna-1"):
    """Go to the provider, be `sub` there and come back with its answer."""
    return client.get(idp.authorize(to_provider(client), sub))


def is_in(client) -> bool:
    return client.get("/konto/sakerhet/").status_code == 200


def failed(client, response) -> None:
    assert response.status_code == 401
    assert FAILED in response.content.decode()
    assert not is_in(client)


def test_it_is_off_without_a_provider(client, world):
    assert client.get(BEGIN).status_code == 404
    assert client.get(ANSWER).status_code == 404
    assert BEGIN not in client.get("/konto/logga-in/").content.decode()


def test_a_linked_person_comes_in_and_the_log_says_so(client, anna, idp):
    assert "Logga in med SITHS" in client.get("/konto/logga-in/").content.decode()
    response = come(client, idp)
    assert (response.status_code, response.url) == (302, "/")
    assert client.get("/").headers["Location"] == "/idag/"
    assert client.session["logged_in_at"]
    assert AccessLog.objects.filter(event="login.succeeded", actor=anna.pk).count() == 1
    link = SocialAccount.objects.get()
    assert (link.uid, link.extra_data) == ("anna-1", {}), "what the provider tells is not kept"


def test_what_is_asked_of_the_provider(client, sign_on):
    query = parse_qs(urlparse(to_provider(client)).query)
    assert query["code_challenge_method"] == ["S256"]
    assert query["redirect_uri"] == ["http://testserver/konto/tjanst/svar/"]
    assert set(query["scope"][0].split()) == {"openid", "profile"}
    assert len(query["nonce"][0]) > 30
    assert query["nonce"] != parse_qs(urlparse(to_provider(client)).query)["nonce"]


def test_nobody_is_linked_by_e_mail_or_name(client, world, sign_on, idp):
    world.anna.email = "anna@kommun.example"
    world.anna.save()
    idp.put("annan", email="anna@kommun.example", email_verified=True, preferred_username="anna")
    failed(client, come(client, idp, "annan"))
    assert not SocialAccount.objects.exists()
    assert AccessLog.objects.filter(event="sign_on.failed", extra__staff=None).count() == 1


def test_a_subject_of_another_issuer_is_somebody_else(client, anna, idp, settings, sign_on):
    other = SignOn("http://127.0.0.1:1", CLIENT, "hemligt")
    assert other.provider_id != sign_on.provider_id
    SocialAccount.objects.update(provider=other.provider_id)
    failed(client, come(client, idp))


def test_a_disabled_user_stays_out(client, anna, idp):
    anna.is_active = False
    anna.save()
    failed(client, come(client, idp))


def test_without_the_providers_word_the_local_factor_is_asked(client, anna, idp, settings):
    settings.MFA_REQUIRED = True
    come(client, idp)
    assert client.get("/deltagare/").headers["Location"] == "/konto/sakerhet/"
    enrol(client)
    other = Client()
    assert come(other, idp).url == "/konto/kod/"
    assert not is_in(other)


@pytest.mark.parametrize(
    ("claims", "counts"),
    [
        ({"amr": ["pwd", "hwk"]}, True),
        ({"amr": ["pwd"]}, False),
        ({"amr": "hwk"}, False),
        ({"acr": "hwk"}, False),
        ({}, False),
    ],
)
def test_what_the_provider_must_say_for_its_factor_to_count(
    client, anna, idp, settings, claims, counts
):
    settings.MFA_REQUIRED = True
    Authenticator.objects.create(user=anna, type="totp", data={"secret": "x"})
    idp.put("anna-1", **claims)
    response = come(client, idp)
    idp.put("anna-1")
    assert response.url == ("/" if counts else "/konto/kod/")
    assert is_in(client) is counts
    if counts:
        Authenticator.objects.all().delete()
        assert client.get("/deltagare/").status_code == 200


def test_a_one_time_password_need_not_be_changed_by_one_who_never_uses_it(client, anna, idp):
    anna.must_change_password = True
    anna.save()
    come(client, idp)
    assert client.get("/deltagare/").status_code == 200


# --- faults: never signed in, always the same words


def test_a_code_is_not_accepted_twice(anna, idp):
    client = Client()
    answer = idp.authorize(to_provider(client), "anna-1")
    assert client.get(answer).status_code == 302
    client.post("/konto/logga-ut/")
    failed(client, client.get(answer))


def test_an_answer_to_another_session_is_not_accepted(anna, idp):
    stolen = idp.authorize(to_provider(Client()), "anna-1")
    other = Client()
    to_provider(other)
    failed(other, other.get(stolen))


@pytest.mark.parametrize(
    "query", ["", "?code=x", "?state=x&code=x", "?error=access_denied&state=x"]
)
def test_an_answer_without_a_question(client, anna, query):
    failed(client, client.get(ANSWER + query))


def test_a_person_who_says_no_at_the_provider(client, anna):
    state = parse_qs(urlparse(to_provider(client)).query)["state"][0]
    failed(client, client.get(f"{ANSWER}?error=access_denied&state={state}"))


def test_a_provider_that_is_down_and_passwords_still_open(client, anna, settings):
    settings.SIGN_ON = SignOn("http://127.0.0.1:1", CLIENT, "hemligt")
    failed(client, client.get(BEGIN))
    attempt(client, "anna")
    assert is_in(client)


def test_a_provider_that_goes_down_in_between(anna, settings):
    with provider() as short:
        settings.SIGN_ON = SignOn(short.issuer, CLIENT, "hemligt")
        client = Client()
        answer = short.authorize(to_provider(client), "anna-1")
    failed(client, client.get(answer))


@pytest.mark.parametrize("hours", [-2, 2])
def test_a_clock_that_is_two_hours_off(anna, idp, hours):
    """The token is too old, or from tomorrow."""
    client = Client()
    with time_machine.travel(time.time() + timedelta(hours=hours).total_seconds(), tick=True):
        failed(client, come(client, idp))


# --- links


def test_a_link_is_made_by_command_and_only_one(world, sign_on):
    call_command("link_sign_on", "anna", "anna-1")
    call_command("link_sign_on", "anna", "anna-1")
    for words in (["bo", "anna-1"], ["anna", "anna-2"], ["ingen", "x"], ["bo"]):
        with pytest.raises(CommandError), transaction.atomic():
            call_command("link_sign_on", *words)
    assert SocialAccount.objects.get().user == world.anna
    call_command("link_sign_on", "anna", "--remove")
    assert not SocialAccount.objects.exists()
    events = AccessLog.objects.values_list("event", flat=True)
    assert {"sign_on.linked", "sign_on.unlinked"} <= set(events)


def test_a_provider_in_the_database_is_not_believed_and_cannot_be_put_there(world, as_user):
    for table in ("socialaccount_socialapp", "socialaccount_socialtoken"):
        with as_user(world.admin), connection.cursor() as cursor:
            cursor.execute("SELECT has_table_privilege(%s, 'INSERT')", [table])
            assert cursor.fetchone() == (False,)


def test_the_session_says_how_it_began(client, anna, idp, rf):
    idp.put("anna-1", amr=["hwk"])
    come(client, idp)
    idp.put("anna-1")
    request = rf.get("/")
    request.session, request.user = client.session, anna
    records = get_authentication_records(request, anna)
    assert [(record["method"], record.get("type")) for record in records] == [
        ("socialaccount", None),
        ("mfa", "oidc"),
    ]
