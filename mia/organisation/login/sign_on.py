"""Sign-on through an OpenID Connect provider, beside passwords: allauth adapted to MIA.

Off unless settings.SIGN_ON is set. Nobody gets an account by signing on: an administrator links an
account to the provider's subject (`manage.py link_sign_on`), never by e-mail or name.
"""

import logging
from datetime import UTC, datetime
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.stages import AuthenticateStage
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.module_loading import import_string

from mia import audit
from mia.access import identity
from mia.core.sign_on import SignOn
from mia.organisation.login import id_token, provider_keys

logger = logging.getLogger(__name__)
FACTOR = "oidc"  # how a factor that the provider has asked for is recorded in the session


def configured() -> SignOn:
    """Return the provider of the settings. Raises Http404 when there is none."""
    if settings.SIGN_ON is None:
        raise Http404
    return settings.SIGN_ON


class ProviderAdapter(OpenIDConnectOAuth2Adapter):
    """Checks the ID token in full, which allauth leaves to the transport, and asks no userinfo."""

    nonce = ""  # what this session sent; set by the view of the answer

    def complete_login(
        self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any
    ) -> SocialLogin:
        sign_on = configured()
        provider_keys.check_issuer(self.openid_config, sign_on)
        text = kwargs["response"].get("id_token")
        claims = id_token.verify(
            text,
            keys=provider_keys.published(self.openid_config),
            issuer=sign_on.issuer,
            client_id=sign_on.client_id,
            nonce=self.nonce,
        )
        login = self.get_provider().sociallogin_from_response(request, {"id_token": claims})
        login.account.extra_data = {}  # what the provider tells of the person is not kept
        login.claims = claims
        login.id_token = text
        return login

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        return request.build_absolute_uri(reverse("sign_on_answer"))


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """One provider, from the settings; linked accounts only."""

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """Return the provider of the settings: a row in the database is not believed."""
        sign_on: SignOn | None = settings.SIGN_ON
        if sign_on is None or provider not in (None, "openid_connect", sign_on.provider_id):
            return []
        app = SocialApp(
            provider="openid_connect",
            provider_id=sign_on.provider_id,
            name=sign_on.name,
            client_id=sign_on.client_id,
            secret=sign_on.secret,
            settings={
                "server_url": provider_keys.discovery_address(sign_on.issuer),
                "oauth_pkce_enabled": True,
                "scope": list(sign_on.scope),
            },
        )
        return [app]

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Refuse who is not linked or may not log in; then ask for the roles of the groups.

        A page may not give roles, so a job does, which believes the provider's token alone.
        """
        staff = sociallogin.user
        if not sociallogin.is_existing or not staff.is_active:
            raise ImmediateHttpResponse(refuse(request, "nobody is linked", staff.pk))
        sign_on = configured()
        sociallogin.state["has_factor"] = sign_on.has_factor(sociallogin.claims)
        if sign_on.groups:
            ask_for_roles = import_string(settings.SIGN_ON_ROLES)
            signed_at = datetime.fromtimestamp(sociallogin.claims["iat"], tz=UTC)
            with identity.acting_as(staff.pk, source="konto"):
                ask_for_roles(
                    staff, sociallogin.id_token, provider=sign_on.provider_id, at=signed_at
                )

    def on_authentication_error(
        self, request: HttpRequest, provider: object, *args: object, **kwargs: object
    ) -> None:
        """Show our own page whatever went wrong, with the same words."""
        reason = type(kwargs.get("exception")).__name__
        raise ImmediateHttpResponse(refuse(request, reason))


class FactorStage(AuthenticateStage):
    """Asks for MIA's second factor unless the provider says that it has asked for one."""

    def _should_handle(self, request: HttpRequest) -> bool:
        sociallogin = (self.login.signal_kwargs or {}).get("sociallogin")
        if sociallogin is not None and sociallogin.state.get("has_factor"):
            record_authentication(request, self.login.user, method="mfa", type=FACTOR)
            return False
        return bool(super()._should_handle(request))


def has_factor(request: HttpRequest) -> bool:
    """Tell whether the provider asked for a second factor when this session began."""
    records = get_authentication_records(request, request.user)
    return any(record["method"] == "mfa" and record.get("type") == FACTOR for record in records)


def is_signed_on(request: HttpRequest) -> bool:
    """Tell whether this session began through the provider."""
    records = get_authentication_records(request, request.user)
    return any(record["method"] == "socialaccount" for record in records)


def refuse(request: HttpRequest, reason: str, staff: int | None = None) -> HttpResponse:
    """Return the same page whatever was wrong; the log has the reason, without personal data."""
    logger.warning("a sign-on was refused: %s", reason)
    audit.record_event(audit.Action.LOGIN_FAILED, "sign_on.failed", staff=staff)
    return render(request, "account/sign_on_failed.html", status=401)
