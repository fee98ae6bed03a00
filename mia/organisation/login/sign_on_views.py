"""The two pages of a sign-on: off to the provider, and its answer."""

import secrets
from typing import Any

from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from requests import RequestException

from mia.organisation.login.sign_on import ProviderAdapter, configured, refuse

# What a provider that is down, or answers something else than it should, gives.
FAULTS = (OAuth2Error, RequestException, KeyError, ValueError)


@login_not_required
@require_safe
def begin(request: HttpRequest) -> HttpResponse:
    sign_on = configured()
    provider = ProviderAdapter(request, sign_on.provider_id).get_provider()
    provider.oauth2_adapter_class = ProviderAdapter
    nonce = secrets.token_urlsafe(32)
    params = {"nonce": nonce}
    if sign_on.acr_values:
        params["acr_values"] = sign_on.acr_values
    try:
        response: HttpResponse = provider.redirect(
            request, AuthProcess.LOGIN, auth_params=params, nonce=nonce
        )
    except FAULTS as error:
        return refuse(request, type(error).__name__)
    return response


class ProviderAnswer(OAuth2CallbackView):
    """allauth's, with the nonce of the session that asked."""

    def _get_state(self, request: HttpRequest, provider: Any) -> Any:
        state, response = super()._get_state(request, provider)
        self.adapter.nonce = (state or {}).get("nonce", "")
        return state, response


@login_not_required
@require_safe
def answer(request: HttpRequest) -> HttpResponse:
    view = ProviderAnswer.adapter_view(ProviderAdapter(request, configured().provider_id))
    try:
        response: HttpResponse = view(request)
    except FAULTS as error:
        return refuse(request, type(error).__name__)
    return response
