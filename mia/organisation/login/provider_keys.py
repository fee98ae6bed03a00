"""The keys that the sign-on provider signs with, as it publishes them."""

from typing import Any

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.oauth2.client import OAuth2Error

from mia.core.sign_on import SignOn


def discovery_address(issuer: str) -> str:
    return issuer.rstrip("/") + "/.well-known/openid-configuration"


def check_issuer(document: dict[str, Any], sign_on: SignOn) -> None:
    """Raise OAuth2Error when the provider's document is another's."""
    if document["issuer"] != sign_on.issuer:
        raise OAuth2Error("the provider calls itself something else")


def published(document: dict[str, Any]) -> dict[str, Any]:
    """Return the key set (RFC 7517) that the provider's document names."""
    return _read(document["jwks_uri"])


def fetch(sign_on: SignOn) -> dict[str, Any]:
    """Return the provider's key set, asked for anew.

    Raises OAuth2Error when it is another's, RequestException when it does not answer.
    """
    document = _read(discovery_address(sign_on.issuer))
    check_issuer(document, sign_on)
    return published(document)


def _read(address: str) -> dict[str, Any]:
    with get_adapter().get_requests_session() as session:
        response = session.get(address)
        response.raise_for_status()
        content: dict[str, Any] = response.json()
        return content
