"""A real OpenID Connect provider in a process of its own: oidc-provider-mock, on Authlib."""

import contextlib
import json
import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from types import SimpleNamespace

from tests.faults.conftest import free_port

CLIENT = "mia"


@contextlib.contextmanager
def provider(port: int = 0) -> Iterator[SimpleNamespace]:
    """`put(sub, **claims)` says who somebody is; `authorize(url, sub)` is that person there."""
    port = port or free_port()
    issuer = f"http://127.0.0.1:{port}"
    process = subprocess.Popen(
        [sys.executable, "-m", "oidc_provider_mock", "--port", str(port), "--require-nonce"],
        env=os.environ | {"AUTHLIB_INSECURE_TRANSPORT": "1", "PYTHONWARNINGS": "ignore"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(f"{issuer}/.well-known/openid-configuration")
        yield SimpleNamespace(
            issuer=issuer,
            port=port,
            process=process,
            put=lambda sub, **claims: put(issuer, sub, claims),
            authorize=authorize,
        )
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_for(url: str) -> None:
    for _ in range(300):
        with contextlib.suppress(OSError):
            urllib.request.urlopen(url, timeout=5).close()  # noqa: S310 - our own server
            return
        time.sleep(0.2)
    raise AssertionError("the provider does not answer")


def put(issuer: str, sub: str, claims: dict[str, object]) -> None:
    request = urllib.request.Request(  # noqa: S310 - our own server
        f"{issuer}/users/{sub}",
        json.dumps(claims).encode(),
        {"Content-Type": "application/json"},
        method="PUT",
    )
    urllib.request.urlopen(request, timeout=10).close()  # noqa: S310 - our own server


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *words: object) -> None:
        """The browser's next address is what the test wants to see."""


def authorize(url: str, sub: str) -> str:
    """Log in at the provider as `sub`, and return the address that it sends the browser to."""
    opener = urllib.request.build_opener(_Stay)
    try:
        opener.open(url, urllib.parse.urlencode({"sub": sub}).encode(), 10).close()
    except urllib.error.HTTPError as answer:
        return re.sub(r"^https?://[^/]+", "", answer.headers["Location"])
    raise AssertionError("the provider did not send the browser back")
