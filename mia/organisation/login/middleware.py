"""How long a session lasts, and what a log-in needs besides a password."""

import time
from collections.abc import Callable
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from mia.access import identity
from mia.organisation.login import sign_on
from mia.organisation.resets import notice
from mia.organisation.second_factor import account_factors, factor_page, given_factor
from mia.organisation.sessions import current as sessions
from mia.organisation.staff.models import Staff

GetResponse = Callable[[HttpRequest], HttpResponse]
HEALTH = "/halsa/"
OPEN_TO_ALL = ("/static/", "/tillganglighet/", HEALTH)
# Reached while the account has no second factor, or a one-time password: what mends that.
ACCOUNT = "/konto/"
# Reached by a session that has given only the password of an account with a second factor.
GIVES_FACTOR = ("mfa_reauthenticate", "mfa_reauthenticate_webauthn", "account_logout")


class SessionLimits:
    """A session ends 10 hours after log-in, however busy it is (idle: SESSION_COOKIE_AGE, 30
    minutes), when its row has been ended, and when another kind of browser uses it.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(HEALTH) or SESSION_KEY not in request.session:
            return self.get_response(request)
        now = int(time.time())
        age = now - request.session.setdefault("logged_in_at", now)
        is_old = age >= settings.SESSION_ABSOLUTE_AGE
        if is_old or not sessions.is_current(request, timezone.now()):
            logout(request)
        return self.get_response(request)


def keep_login(sender: object, request: HttpRequest, user: Staff, **kwargs: object) -> None:
    """Receives user_logged_in: begin the session's row, and see what there is to tell.

    The request began as nobody's, so it is done in the user's own name.
    """
    with identity.acting_as(user.pk, source="konto"):
        sessions.begin(request, user, timezone.now())
        notice.look_for_notice(request, user)


def keep_logout(sender: object, request: HttpRequest, user: Staff | None, **kwargs: object) -> None:
    """Receives user_logged_out, while the session is still there."""
    if user is not None:
        with identity.acting_as(user.pk, source="konto"):
            sessions.finish(request, timezone.now())


class RequireStrongLogin:
    """A one-time password is changed first, and outside demo mode every session gives a second
    factor: what the account has is not asked, for another session may have added it.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if request.path.startswith(OPEN_TO_ALL) or not isinstance(user, Staff):
            return self.get_response(request)
        return self._refusal(request, user) or self.get_response(request)

    def _refusal(self, request: HttpRequest, user: Staff) -> HttpResponse | None:
        """The page to be sent to first, if any."""
        is_account_page = request.path.startswith(ACCOUNT)
        factors = account_factors(user) if settings.MFA_REQUIRED else {}
        has_theirs = sign_on.has_factor(request)
        if factors and not has_theirs and given_factor(request, factors) is None:
            return _to_factor_page(request, factors)
        is_signed_on = sign_on.is_signed_on(request)
        if user.must_change_password and not is_account_page and not is_signed_on:
            return redirect("account_change_password")
        has_none = not factors and not has_theirs
        if settings.MFA_REQUIRED and has_none and not is_account_page:
            return redirect("mfa_index")
        return None


def _to_factor_page(request: HttpRequest, factors: dict[int, str]) -> HttpResponse | None:
    if request.path in [reverse(name) for name in GIVES_FACTOR]:
        return None
    back = request.get_full_path() if request.method == "GET" else reverse("start")
    return redirect(f"{factor_page(factors)}?{urlencode({'next': back})}")
