"""The keys that are never in the database: the key ring for encrypted fields, and derived keys."""

import base64
import hashlib
import hmac
import os
import secrets
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

VERSION = b"\x01"
NONCE_LENGTH = 12
KEY_LENGTH = 32


def own_secret(data: Path, name: str) -> str:
    """The secret in the file `name` of the data folder, made with mode 0600 at the first call."""
    path = data / name
    if not path.exists():
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            if os.geteuid() == 0:  # the folder's owner reads it, who is not root when root serves
                os.fchown(descriptor, data.stat().st_uid, data.stat().st_gid)
            file.write(secrets.token_urlsafe(48))
    return path.read_text().strip()


def derive(secret: str, purpose: str) -> bytes:
    """A key for one purpose, so that one leaked key is of no use for another purpose."""
    return hmac.new(secret.encode(), purpose.encode(), hashlib.sha256).digest()


def read(keys: str, data: Path) -> list[bytes]:
    """The key ring, newest first.

    `keys` is base64 of 32 bytes, comma-separated. Without it the ring is one key, made in the data
    folder. Raises ValueError for a key of another length.
    """
    if not keys:
        secret = own_secret(data, "encryption-key")
        return [hashlib.sha256(secret.encode()).digest()]
    ring = [base64.b64decode(key) for key in keys.split(",")]
    for key in ring:
        if len(key) != KEY_LENGTH:
            raise ValueError(
                "MIA_ENCRYPTION_KEYS: each key is base64 of exactly 32 bytes "
                "(openssl rand -base64 32)"
            )
    return ring


def encrypt(text: str, *, ring: list[bytes], bound_to: str) -> str:
    """AES-256-GCM with the newest key, as base64.

    `bound_to` names the row, so that a value that is moved to another row cannot be decrypted.
    """
    nonce = secrets.token_bytes(NONCE_LENGTH)
    ciphertext = AESGCM(ring[0]).encrypt(nonce, text.encode(), bound_to.encode())
    return base64.b64encode(VERSION + nonce + ciphertext).decode()


def decrypt(text: str, *, ring: list[bytes], bound_to: str) -> str:
    """The plain text, by whichever key of the ring fits. Raises ValueError when none does."""
    blob = base64.b64decode(text)
    start = len(VERSION)
    nonce = blob[start : start + NONCE_LENGTH]
    ciphertext = blob[start + NONCE_LENGTH :]
    for key in ring:
        try:
            plain = AESGCM(key).decrypt(nonce, ciphertext, bound_to.encode())
        except (InvalidTag, ValueError):
            continue
        return plain.decode()
    raise ValueError("no key in the ring opens this value: see MIA_ENCRYPTION_KEYS")
