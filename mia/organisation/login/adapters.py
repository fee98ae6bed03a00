"""allauth adapted to MIA: no sign-up, MFA secrets encrypted, log-ins recorded, plain Swedish."""

from time import time
from typing import Any, ClassVar, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from mia import audit
from mia.access import encryption, identity
from mia.access.client_address import client_address
from mia.organisation import second_factor
from mia.organisation.drafts.queries import newest_draft_path
from mia.organisation.staff.models import Staff

# allauth hands over a secret without its row, so what can be bound is the purpose.
PURPOSE = "mfa_authenticator.data"
# What allauth would send a mail about is recorded in the access log.
REMOVED = {
    "mfa/email/totp_deactivated": "totp.removed",
    "mfa/email/webauthn_removed": "passkey.removed",
}

STAGES = {"allauth.mfa.stages.AuthenticateStage": "mia.organisation.login.sign_on.FactorStage"}


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by administrators; nobody signs up."""

    error_messages: ClassVar[dict[str, Any]] = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": "Användarnamnet eller lösenordet stämmer inte.",
        "too_many_login_attempts": (
            "För många misslyckade försök. Vänta fem minuter och försök igen."
        ),
        "rate_limited": "För många försök. Vänta fem minuter och försök igen.",
        "enter_current_password": "Lösenordet stämmer inte med det du har nu.",
        "incorrect_password": "Lösenordet stämmer inte.",
        "incorrect_code": "Koden stämmer inte. Skriv den kod som appen visar nu.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: object) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            staff = _account_tried(credentials)
            audit.record_event(audit.Action.LOGIN_FAILED, "login.blocked", staff=staff)
            raise

    def authenticate(self, request: HttpRequest, **credentials: object) -> Staff | None:
        """Someone who may no longer log in gets the same answer as someone who never could."""
        user = super().authenticate(request, **credentials)
        if user is not None and not user.is_active:
            self.authentication_failed(request, **credentials)
            return None
        return user

    def authentication_failed(self, request: HttpRequest, **credentials: object) -> None:
        staff = _account_tried(credentials)
        audit.record_event(audit.Action.LOGIN_FAILED, "login.failed", staff=staff)
        super().authentication_failed(request, **credentials)

    def login(self, request: HttpRequest, user: Staff) -> None:
        """Log in as the user from here on: the request began as nobody's, who may write no row."""
        with identity.acting_as(user.pk, source="konto"):
            super().login(request, user)

    def post_login(self, request: HttpRequest, user: Staff, **kwargs: object) -> HttpResponse:
        """Record the log-in, after the second factor too.

        The request began as nobody's, so the record is written in the user's own name.
        """
        request.session["logged_in_at"] = int(time())
        with identity.acting_as(user.pk, source="konto") as work:
            audit.write(
                actor=work.actor,
                request_id=work.request_id,
                action=audit.Action.LOGIN,
                event="login.succeeded",
                route="POST account_login",
                ip=client_address(request),
            )
        response: HttpResponse = super().post_login(request, user, **kwargs)
        return response

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The form that was being filled in when the last session ended, else the start page."""
        user = cast("Staff", request.user)
        with identity.acting_as(user.pk, source="konto"):
            path = newest_draft_path(user, timezone.now())
        return path or str(settings.LOGIN_REDIRECT_URL)

    def logout(self, request: HttpRequest) -> None:
        audit.record_event(audit.Action.LOGOUT, "logout.succeeded")
        super().logout(request)

    def set_password(self, user: Staff, password: str) -> None:
        """A password the user chose replaces the one-time password."""
        audit.record_event(audit.Action.WRITE, "password.changed")
        user.must_change_password = False
        super().set_password(user, password)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return str(settings.LOGIN_REDIRECT_URL)

    def get_login_stages(self) -> list[str]:
        """Return allauth's, with MIA's own in the place of the second factor's."""
        return [STAGES.get(stage, stage) for stage in super().get_login_stages()]

    def is_reauthentication_required(self, *, app: str, **kwargs: object) -> bool:
        """Logging in counts as confirming who one is, for as long as a confirmation holds.

        An account that has a second factor confirms with it, never with the password alone.
        """
        factors = second_factor.account_factors(self.request.user)
        if factors:
            given = second_factor.given_factor(self.request, factors)
            limit = settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
            return given is None or time() - given.at >= limit
        since = self.request.session.get("logged_in_at", 0)
        recently = time() - since < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
        return not recently and super().is_reauthentication_required(app=app, **kwargs)

    def get_reauthentication_methods(self, user: Staff) -> list[dict[str, str]]:
        descriptions = {
            "reauthenticate": "Använd lösenordet",
            "mfa_reauthenticate": "Använd en kod",
            "mfa_reauthenticate:webauthn": "Använd en nyckel",
        }
        methods = super().get_reauthentication_methods(user)
        if len(methods) > 1:  # the password is not enough for an account with a second factor
            methods = [method for method in methods if method["id"] != "reauthenticate"]
        methods.reverse()  # the passkey first
        return [method | {"description": descriptions[method["id"]]} for method in methods]

    def send_notification_mail(
        self, template_prefix: str, user: Staff, *args: object, **kwargs: object
    ) -> None:
        """Send no mail; record that a second factor was taken away."""
        if template_prefix in REMOVED:
            audit.record_event(audit.Action.WRITE, REMOVED[template_prefix])


def _account_tried(credentials: dict[str, object]) -> int | None:
    """Return whose account was tried.

    The text itself is not recorded: it may be a password in the wrong field.
    """
    name = credentials.get("username", "")
    return Staff.objects.filter(username__iexact=name).values_list("pk", flat=True).first()


class MFAAdapter(DefaultMFAAdapter):
    """TOTP secrets and recovery seeds are stored encrypted."""

    error_messages: ClassVar[dict[str, Any]] = DefaultMFAAdapter.error_messages | {
        # Always the same: to say when a code is another time's would help one who guesses.
        "incorrect_code": (
            "Koden stämmer inte. Skriv den kod som appen visar just nu. Blir det fel igen: klockan "
            "i din telefon går kanske fel. Ställ in automatisk tid i telefonen och försök igen."
        ),
        "cannot_generate_recovery_codes": (
            "Lägg till en app eller en nyckel först. Sedan kan du få reservkoder."
        ),
    }

    def encrypt(self, text: str) -> str:
        return encryption.encrypt(text, bound_to=PURPOSE)

    def decrypt(self, encrypted_text: str) -> str:
        return encryption.decrypt(encrypted_text, bound_to=PURPOSE)

    def get_totp_label(self, user: Staff) -> str:
        return str(user.username)

    def generate_authenticator_name(self, user: Any, type: str) -> str:
        return f"Nyckel {user.authenticator_set.filter(type=type).count() + 1}"
