"""How long a log-in holds, what comes first, and what is open without one."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.urls import URLPattern, get_resolver

from mia.audit.models import AccessLog
from tests.client import ApplicationClient
from tests.factories import PASSWORD
from tests.organisation.login.test_login import NEW, START, attempt, is_in

OPEN = {
    "account_login",
    "account_logout",
    "mfa_authenticate",
    "sign_on",  # to the provider and back: whoever comes has no session yet
    "sign_on_answer",
    "feed",  # of a calendar: who knows the secret address
    "accessibility",
    "alive",
    "ready",
}


@pytest.fixture(autouse=True)
def _no_former_attempts(db):
    cache.clear()


@pytest.mark.parametrize(("minutes", "holds"), [(29, True), (31, False)])
def test_idle_session_ends(world, client, minutes, holds):
    with time_machine.travel(START, tick=False) as clock:
        attempt(client, "anna")
        clock.shift(timedelta(minutes=20))
        assert is_in(client)  # every request begins the half hour anew
        clock.shift(timedelta(minutes=minutes))
        assert is_in(client) is holds


@pytest.mark.parametrize(
    ("left", "holds"), [(timedelta(minutes=1), True), (-timedelta(minutes=1), False)]
)
@pytest.mark.parametrize("way_in", ["by password", "by force_login, without allauth"])
def test_busy_session_ends_after_ten_hours(world, client, left, holds, way_in):
    with time_machine.travel(START, tick=False) as clock:
        if way_in == "by password":
            attempt(client, "anna")
        else:
            client.force_login(world.anna)
        for step in range(30):
            assert is_in(client)
            clock.shift(timedelta(minutes=20) - (left if step == 29 else timedelta()))
        assert is_in(client) is holds


def test_one_time_password_is_changed_first(world, client):
    world.anna.must_change_password = True
    world.anna.save()
    attempt(client, "anna")
    assert client.get("/deltagare/").url == "/konto/byt-losenord/"
    form = {"oldpassword": PASSWORD, "password1": PASSWORD, "password2": PASSWORD}
    assert "Välj ett annat lösenord" in client.post("/konto/byt-losenord/", form).content.decode()
    short = form | {"password1": "kort", "password2": "kort"}
    assert client.post("/konto/byt-losenord/", short).status_code == 200
    assert client.get("/deltagare/").url == "/konto/byt-losenord/"
    other = ApplicationClient()
    other.force_login(world.anna)
    assert (
        client.post("/konto/byt-losenord/", form | {"password1": NEW, "password2": NEW}).url == "/"
    )
    assert client.get("/").url == "/idag/"
    assert not is_in(other), "other sessions end when the password is changed"
    assert AccessLog.objects.filter(event="password.changed", actor=world.anna.pk).exists()


# --- what is open


def routes(patterns=None, prefix=""):
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLPattern):
            yield pattern.name, prefix + str(pattern.pattern), pattern.callback
        else:
            yield from routes(pattern.url_patterns, prefix + str(pattern.pattern))


def test_exactly_these_pages_are_open(db, client):
    """By declaration, and by asking each address without arguments."""
    declared = {name for name, _, view in routes() if not getattr(view, "login_required", True)}
    assert declared == OPEN
    for name, path, _ in routes():
        if "<" in path:
            continue
        answer = client.get(f"/{path}")
        if name in declared:
            continue
        assert answer.status_code == 302, path
        assert answer.url.startswith("/konto/logga-in/"), path


def test_a_changed_secret_key_ends_no_session_while_the_former_is_a_fallback(
    world, client, settings
):
    attempt(client, "anna")
    former = settings.SECRET_KEY
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "en-ny-hemlighet-" + "y" * 50, [former]
    assert is_in(client)
    assert is_in(client), "the session is signed by the new key from now on"
    settings.SECRET_KEY_FALLBACKS = []
    assert is_in(client)
    settings.SECRET_KEY = "nagot-helt-annat-" + "z" * 50
    assert not is_in(client)
