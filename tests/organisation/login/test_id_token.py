"""An ID token that does not hold is refused, whatever is wrong with it."""

import json
import time

import jwt
import pytest
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from cryptography.hazmat.primitives.asymmetric import rsa

from mia.organisation.login import id_token

ISSUER, CLIENT, NONCE = "https://idp.example", "mia", "n-0S6_WzA2Mj"
OWN = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER = rsa.generate_private_key(public_exponent=65537, key_size=2048)
TIMES = ("exp", "iat", "nbf")  # in seconds from now
CLAIMS = {
    "iss": ISSUER,
    "sub": "anna-1",
    "aud": CLIENT,
    "exp": 3600,
    "iat": 0,
    "nonce": NONCE,
}


def jwk(key, name):
    public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key()))
    return public | {"kid": name, "alg": "RS256", "use": "sig"}


KEYS = {"keys": [jwk(OWN, "a"), jwk(rsa.generate_private_key(65537, 2048), "b")]}


def token(key=OWN, algorithm="RS256", kid="a", **changes):
    claims = {name: value for name, value in (CLAIMS | changes).items() if value is not None}
    for name in TIMES:
        if name in claims:
            claims[name] += int(time.time())
    return jwt.encode(claims, key, algorithm, headers={"kid": kid} if kid else None)


def verify(text, nonce=NONCE, keys=KEYS):
    return id_token.verify(text, keys=keys, issuer=ISSUER, client_id=CLIENT, nonce=nonce)


def test_a_token_that_holds_gives_its_claims():
    assert verify(token())["sub"] == "anna-1"
    assert verify(token(exp=-20, iat=20))["sub"] == "anna-1", "clocks are a bit apart"
    assert verify(token(aud=[CLIENT, "annan"], azp=CLIENT))["sub"] == "anna-1"
    assert verify(token(kid=None), keys={"keys": KEYS["keys"][:1]})["sub"] == "anna-1"


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": "https://annan.example"},
        {"aud": "annan"},
        {"aud": [CLIENT, "annan"]},
        {"aud": [CLIENT, "annan"], "azp": "annan"},
        {"nonce": "annan"},
        {"nonce": None},
        {"exp": -7200},
        {"exp": None},
        {"iat": 7200},
        {"iat": None},
        {"nbf": 7200},
        {"sub": None},
        {"key": OTHER},
        {"kid": "okänd"},
        {"kid": "b"},
        {"kid": None},
    ],
    ids=lambda change: "-".join(change),
)
def test_whatever_is_wrong_it_is_refused(changes):
    with pytest.raises(OAuth2Error):
        verify(token(**changes))


@pytest.mark.parametrize("algorithm", ["none", "HS256"])
def test_an_unsigned_token_or_one_signed_with_the_public_key(algorithm):
    """The published key as a shared secret: the classic confusion of algorithms."""
    secret = KEYS["keys"][0]["n"].encode() if algorithm == "HS256" else None
    with pytest.raises(OAuth2Error):
        verify(token(key=secret, algorithm=algorithm))


@pytest.mark.parametrize("text", [None, "", "a.b.c", "x", {"iss": ISSUER}])
def test_what_is_no_token(text):
    with pytest.raises(OAuth2Error):
        verify(text)


def test_a_session_that_asked_nothing_accepts_nothing():
    with pytest.raises(OAuth2Error):
        verify(token(nonce=""), nonce="")
