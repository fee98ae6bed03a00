"""How long a session lasts, and what a log-in needs besides a password."""

import time
from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from mia.organisation.login import sign_on

GetResponse = Callable[[HttpRequest], HttpResponse]
HEALTH = "/halsa/"
# Reached before the log-in is complete: the pages that complete it, and those open to all.
OPEN_PATHS = ("/konto/", "/static/", "/tillganglighet/", HEALTH)


class SessionLimits:
    """A session ends 10 hours after log-in, however busy it is. (Idle: SESSION_COOKIE_AGE, 30
    minutes.)
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(HEALTH) or SESSION_KEY not in request.session:
            return self.get_response(request)
        now = int(time.time())
        if now - request.session.setdefault("logged_in_at", now) >= settings.SESSION_ABSOLUTE_AGE:
            logout(request)
        return self.get_response(request)


class RequireStrongLogin:
    """A one-time password is changed first, and outside demo mode everyone has a second factor."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(OPEN_PATHS) and request.user.is_authenticated:
            if request.user.must_change_password and not sign_on.is_signed_on(request):
                return redirect("account_change_password")
            has_factor = is_mfa_enabled(request.user) or sign_on.has_factor(request)
            if settings.MFA_REQUIRED and not has_factor:
                return redirect("mfa_index")
        return self.get_response(request)
