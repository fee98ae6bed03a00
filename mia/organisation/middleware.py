"""Sessions end, and logging in is more than a password."""

import time
from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

GetResponse = Callable[[HttpRequest], HttpResponse]
# What a user may reach before the log-in is complete: the pages that complete it.
UNFINISHED = ("/konto/", "/static/", "/halsa/")


class SessionLimits:
    """A session ends 10 hours after log-in, however busy it is. (Idle: SESSION_COOKIE_AGE, 30 minutes.)"""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        since = request.session.get("logged_in_at")
        if since is not None and time.time() - since > settings.SESSION_ABSOLUTE_AGE:
            logout(request)
        return self.get_response(request)


class RequireStrongLogin:
    """A one-time password is changed first, and outside demo mode everyone has a second factor."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if user.is_authenticated and not request.path.startswith(UNFINISHED):
            if user.must_change_password:
                return redirect("account_change_password")
            if settings.MFA_REQUIRED and not is_mfa_enabled(user):
                return redirect("mfa_index")
        return self.get_response(request)


