"""The way in: passwords, second factors, limits, and what is open without logging in."""

import re
import time
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth.hashers import make_password
from django.core.cache import cache
from django.db import connection
from django.urls import NoReverseMatch, reverse

from mia.audit.models import AccessLog
from tests.client import ApplicationClient
from tests.factories import PASSWORD

NEW = "en-annan-lang-mening"
START = datetime.now(
    UTC
)  # forward only: the database, which checks the signed identity, goes by its own clock


@pytest.fixture(autouse=True)
def _no_former_attempts(db):
    cache.clear()


def attempt(client, username, password=PASSWORD, follow=False, **extra):
    return client.post(
        "/konto/logga-in/", {"login": username, "password": password}, follow=follow, **extra
    )


def is_in(client):
    return client.get("/konto/sakerhet/").status_code == 200


def enrol(client):
    """Add an authenticator app, as a person does; returns its secret."""
    page = client.get("/konto/app/")
    assert page.status_code == 200
    secret = client.session[totp.SECRET_SESSION_KEY]
    answer = client.post("/konto/app/", {"code": code(secret)})
    assert answer.status_code == 302, answer.content.decode()
    return secret


def code(secret):
    return totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30))


# --- password


def test_password_opens_in_demo_mode(world, client):
    answer = attempt(client, "anna")
    assert (answer.status_code, answer.url) == (302, "/")
    assert is_in(client)
    assert client.session["logged_in_at"]


def test_username_in_capitals_is_the_same_user(world, client):
    attempt(client, " Anna ")
    assert is_in(client)


def test_wrong_password_and_unknown_user_get_the_same_answer(world, client):
    texts = []
    for username in ("anna", "finns.inte"):
        page = attempt(client, username, "fel").content.decode()
        assert "Användarnamnet eller lösenordet stämmer inte." in page
        texts.append(re.sub(r'value="[^"]*"', "", page))
    assert texts[0] == texts[1]
    assert not is_in(client)


def test_disabled_user_is_refused_and_loses_the_session_at_once(world, client):
    attempt(client, "anna")
    assert is_in(client)
    world.anna.is_active = False
    world.anna.save()
    assert not is_in(client)
    assert "stämmer inte" in attempt(client, "anna").content.decode()


def test_passwords_are_argon2(world, client):
    attempt(client, "anna")
    client.post(
        "/konto/byt-losenord/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    )
    world.anna.refresh_from_db()
    assert world.anna.password.startswith("argon2")
    assert world.anna.check_password(NEW)


def test_nobody_signs_up(world, client):
    for path in (
        "/konto/",
        "/konto/signup/",
        "/konto/skapa/",
        "/accounts/signup/",
        "/konto/password/reset/",
    ):
        assert client.get(path).status_code == 404
    for name in (
        "account_signup",
        "account_reset_password",
        "account_email",
        "mfa_login_webauthn",
        "mfa_signup_webauthn",
    ):
        with pytest.raises(NoReverseMatch):
            reverse(name)
    assert "signup" not in client.get("/konto/logga-in/").content.decode()


# --- attempts


def test_sixth_wrong_password_is_refused_but_others_come_in(world, client):
    for _ in range(5):
        assert "stämmer inte" in attempt(client, "anna", "fel").content.decode()
    page = attempt(client, "anna").content.decode()  # even the right one
    assert "För många misslyckade försök" in page
    assert not is_in(client)
    other = ApplicationClient()
    attempt(other, "bo")
    assert is_in(other)


def test_capitals_do_not_give_more_attempts(world, client):
    for spelling in ("anna", "Anna", "aNna", "anNa", "annA"):
        attempt(client, spelling, "fel")
    assert "För många misslyckade försök" in attempt(client, "ANNA").content.decode()


def test_the_limit_ends(world, client):
    with time_machine.travel(START, tick=False) as clock:
        for _ in range(6):
            attempt(client, "anna", "fel")
        clock.shift(timedelta(minutes=5, seconds=1))
        attempt(client, "anna")
        assert is_in(client)


def test_one_address_may_not_try_many_names(world, client):
    for number in range(10):
        attempt(client, f"namn{number}", "fel")
    assert "För många misslyckade försök" in attempt(client, "anna").content.decode()
    elsewhere = ApplicationClient(REMOTE_ADDR="10.1.2.3")
    attempt(elsewhere, "anna")
    assert is_in(elsewhere)


def test_a_flood_meets_429_in_swedish(world, client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "2/m/ip"}
    answers = [attempt(client, f"namn{number}", "fel") for number in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert "Vänta en minut" in answers[-1].content.decode()


def test_attempts_are_recorded_without_what_was_typed(world, client):
    attempt(client, "anna", "fel")
    attempt(client, "mitt-hemliga-losenord", "fel")
    attempt(client, "anna")
    client.post("/konto/logga-ut/")
    rows = list(AccessLog.objects.order_by("pk").values_list("action", "event", "actor", "extra"))
    assert rows == [
        ("login_failed", "login.failed", None, {"staff": world.anna.pk}),
        ("login_failed", "login.failed", None, {"staff": None}),
        ("login", "login.succeeded", world.anna.pk, {}),
        ("logout", "logout.succeeded", world.anna.pk, {}),
    ]
    assert AccessLog.objects.first().ip == "127.0.0.1"


def test_a_blocked_attempt_is_recorded(world, client):
    for _ in range(6):
        attempt(client, "anna", "fel")
    assert AccessLog.objects.filter(event="login.blocked", extra__staff=world.anna.pk).count() == 1


# --- second factor


def test_without_second_factor_only_the_enrolment_pages_are_reached(world, client, settings):
    settings.MFA_REQUIRED = True
    attempt(client, "anna")
    for path in ("/", "/deltagare/", "/rapporter/", "/finns-inte/"):
        assert client.get(path).headers["Location"] == "/konto/sakerhet/"
    page = client.get("/konto/sakerhet/").content.decode()
    assert "Skydda din inloggning" in page
    enrol(client)
    assert client.get("/").headers["Location"] == "/idag/"


def test_demo_mode_asks_for_no_second_factor(world, client):
    attempt(client, "anna")
    assert client.get("/").headers["Location"] == "/idag/"


def test_code_after_password_and_a_code_only_once(world, client, settings):
    settings.MFA_REQUIRED = True
    with time_machine.travel(START, tick=False) as clock:
        attempt(client, "anna")
        secret = enrol(client)
        clock.shift(timedelta(minutes=1))
        first, second = ApplicationClient(), ApplicationClient()
        answer = attempt(first, "anna")
        assert answer.url == "/konto/kod/"
        assert "logged_in_at" not in first.session
        assert not is_in(first)
        assert first.post("/konto/kod/", {"code": code(secret)}).url == "/"
        assert is_in(first)
        assert first.session["logged_in_at"] == int(time.time())
        attempt(second, "anna")
        again = second.post("/konto/kod/", {"code": code(secret)})
        assert "Koden stämmer inte" in again.content.decode()
        assert not is_in(second)


def test_wrong_codes_are_limited_and_recorded(world, client):
    attempt(client, "anna")
    secret = enrol(client)
    other = ApplicationClient()
    attempt(other, "anna")
    with time_machine.travel(START + timedelta(days=300), tick=False):
        attempt(other, "anna")
        for _ in range(5):
            other.post("/konto/kod/", {"code": "inte rätt"})
        answer = other.post("/konto/kod/", {"code": code(secret)})
        assert "För många misslyckade försök" in answer.content.decode()
    assert not is_in(other)
    assert AccessLog.objects.filter(event="code.failed", extra__staff=world.anna.pk).count() == 6


def test_recovery_code_opens_once(world, client):
    attempt(client, "anna")
    enrol(client)
    codes = re.findall(
        r"<li>([0-9a-f]{8,}|\d{8})</li>", client.get("/konto/reservkoder/").content.decode()
    )
    assert len(codes) == 10
    for expected in (True, False):
        other = ApplicationClient()
        attempt(other, "anna")
        other.post("/konto/kod/", {"code": codes[0]})
        assert is_in(other) is expected


def test_secrets_lie_encrypted(world, client):
    attempt(client, "anna")
    secret = enrol(client)
    with connection.cursor() as cursor:
        cursor.execute("SELECT type, data::text FROM mfa_authenticator")
        stored = dict(cursor.fetchall())
    assert set(stored) == {"totp", "recovery_codes"}
    assert secret not in stored["totp"]
    assert all(part not in stored["totp"] for part in (secret[:8], secret[-8:]))
    recovery = Authenticator.objects.get(type="recovery_codes")
    assert recovery.wrap().get_unused_codes()[0] not in stored["recovery_codes"]
    assert re.fullmatch(r"\d+\.[A-Za-z0-9+/=]{60,}", recovery.data["seed"])


def test_changes_of_the_second_factor_are_recorded(world, client):
    attempt(client, "anna")
    enrol(client)
    client.post("/konto/app/ta-bort/")
    assert not Authenticator.objects.exists()
    events = AccessLog.objects.filter(actor=world.anna.pk).values_list("event", flat=True)
    assert {"totp.added", "totp.removed"} <= set(events)


def test_later_changes_of_the_second_factor_ask_for_the_password(world, client):
    with time_machine.travel(START, tick=False) as clock:
        attempt(client, "anna")
        clock.shift(timedelta(minutes=16))
        answer = client.get("/konto/app/")
        assert answer.url.startswith("/konto/bekrafta/")
        assert client.post(answer.url, {"password": "fel"}).status_code == 200
        assert client.post(answer.url, {"password": PASSWORD}).url == "/konto/app/"
        assert client.get("/konto/app/").status_code == 200


def test_a_hash_by_an_older_hasher_is_replaced_at_log_in(world, client):
    world.anna.password = make_password(PASSWORD, hasher="pbkdf2_sha256")
    world.anna.save()
    attempt(client, "anna")
    assert is_in(client)
    world.anna.refresh_from_db()
    assert world.anna.password.startswith("argon2")
    assert world.anna.last_login is not None
