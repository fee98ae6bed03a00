"""How allauth is bent to this house: no sign-up, MFA secrets encrypted, log-ins in the trail."""

from time import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from mia import keyring
from mia.audit import trail
from mia.audit.models import AccessLog

# allauth hands over a secret without its row, so what can be bound is the purpose.
PURPOSE = "mfa_authenticator.data"


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by administrators; nobody signs up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        trail.did(AccessLog.Action.LOGIN_FAILED, "login.failed")
        super().authentication_failed(request, **credentials)

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        trail.did(AccessLog.Action.LOGIN, "login.succeeded", staff=user.pk)
        request.session["logged_in_at"] = int(time())
        response: HttpResponse = super().post_login(request, user, **kwargs)
        return response

    def set_password(self, user: Any, password: str) -> None:
        """A password the user chose replaces the one-time password."""
        user.must_change_password = False
        super().set_password(user, password)


class MFAAdapter(DefaultMFAAdapter):
    """TOTP secrets and recovery seeds lie encrypted."""

    def encrypt(self, text: str) -> str:
        return keyring.encrypt(text, ring=settings.ENCRYPTION_KEYS, bound_to=PURPOSE)

    def decrypt(self, encrypted_text: str) -> str:
        return keyring.decrypt(encrypted_text, ring=settings.ENCRYPTION_KEYS, bound_to=PURPOSE)

