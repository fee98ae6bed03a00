"""The ID token of a sign-on provider: who signed it, for whom, when, and in answer to what."""

import hmac
from typing import Any

import jwt
from allauth.socialaccount.providers.oauth2.client import OAuth2Error

# Never "none", nor a shared secret: the provider signs with a key that only it has.
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]
LEEWAY = 60  # seconds that the clocks may be apart
REQUIRED = ["iss", "sub", "aud", "exp", "iat"]


def verify(
    token: object, *, keys: dict[str, Any], issuer: str, client_id: str, nonce: str
) -> dict[str, Any]:
    """Return the claims of a token that holds and answers the request with that nonce.

    Raises OAuth2Error when anything is not as it must be (OpenID Connect Core 1.0, 3.1.3.7).
    """
    if not nonce:
        raise OAuth2Error("there is nothing that the token answers")
    claims = read(token, keys=keys, issuer=issuer, client_id=client_id)
    if not hmac.compare_digest(str(claims.get("nonce", "")), nonce):
        raise OAuth2Error("the token answers another request")
    return claims


def read(token: object, *, keys: dict[str, Any], issuer: str, client_id: str) -> dict[str, Any]:
    """Return the claims of a token that the provider has signed for us and that has not expired.

    `keys` is the provider's key set (RFC 7517). Raises OAuth2Error.
    """
    if not isinstance(token, str):
        raise OAuth2Error("there is no token")
    try:
        claims: dict[str, Any] = jwt.decode(
            token,
            key=_key(keys, jwt.get_unverified_header(token).get("kid")),
            algorithms=ALGORITHMS,
            issuer=issuer,
            audience=client_id,
            leeway=LEEWAY,
            options={"require": REQUIRED},
        )
    except (jwt.PyJWTError, ValueError) as error:
        raise OAuth2Error("the token does not hold") from error
    has_others = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if has_others and claims.get("azp") != client_id:
        raise OAuth2Error("the token was made for somebody else")
    return claims


def _key(keys: dict[str, Any], name: str | None) -> jwt.PyJWK:
    """Return the key of that name; the only one, when the token names none."""
    key_set = jwt.PyJWKSet.from_dict(keys).keys
    if name is None and len(key_set) == 1:
        return key_set[0]
    for key in key_set:
        if name is not None and key.key_id == name:
            return key
    raise jwt.InvalidKeyError("the provider has no such key")
