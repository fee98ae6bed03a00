"""The keys that never lie in the database: the ring for encrypted fields, and keys derived from
SECRET_KEY.
"""

import base64
import hashlib
import hmac
import os
import secrets
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

VERSION = b"\x01"


def own_secret(data: Path, name: str) -> str:
    """Read the secret `name` beside the embedded database, made at the first call. Mode 0600."""
    path = data / name
    if not path.exists():
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text().strip()


def derive(secret: str, purpose: str) -> bytes:
    """A key of its own for each purpose, so that one leaked key opens one door."""
    return hmac.new(secret.encode(), purpose.encode(), hashlib.sha256).digest()


def read(keys: str, data: Path) -> list[bytes]:
    """The key ring, newest first: comma-separated base64 of 32 bytes, or one made beside the
    embedded database.
    """
    if not keys:
        return [hashlib.sha256(own_secret(data, "encryption-key").encode()).digest()]
    ring = [base64.b64decode(key) for key in keys.split(",")]
    if any(len(key) != 32 for key in ring):
        raise ValueError(
            "MIA_ENCRYPTION_KEYS: each key is base64 of exactly 32 bytes (openssl rand -base64 32)"
        )
    return ring


def encrypt(text: str, *, ring: list[bytes], bound_to: str) -> str:
    """AES-256-GCM with the newest key; `bound_to` names the row, so that a value moved elsewhere
    does not open.
    """
    nonce = secrets.token_bytes(12)
    sealed = AESGCM(ring[0]).encrypt(nonce, text.encode(), bound_to.encode())
    return base64.b64encode(VERSION + nonce + sealed).decode()


def decrypt(text: str, *, ring: list[bytes], bound_to: str) -> str:
    """Open with whichever key of the ring fits. Raises ValueError when none does."""
    blob = base64.b64decode(text)
    for key in ring:
        try:
            return AESGCM(key).decrypt(blob[1:13], blob[13:], bound_to.encode()).decode()
        except Exception:
            continue
    raise ValueError("no key in the ring opens this value")
