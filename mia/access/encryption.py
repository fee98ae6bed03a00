"""Encrypted fields: data keys in the database, each wrapped by a key of the ring outside it.

A value is `<number of its data key>.<AES-256-GCM, base64>`. Because values name a data key and not
a key of the ring, the ring is changed by wrapping a few data keys anew: the change history, which
nothing may rewrite, stays readable and keeps its seals (mia/access/rotation.py).
"""

import base64
import secrets

from django.conf import settings

from mia.access.models import DataKey
from mia.core import keyring

_unwrapped: dict[int, bytes] = {}


def encrypt(text: str, *, bound_to: str) -> str:
    """The text by the newest data key; `bound_to` names the row and the column."""
    keys = data_keys()
    number = max(keys)
    return f"{number}.{keyring.encrypt(text, ring=[keys[number]], bound_to=bound_to)}"


def decrypt(value: str, *, bound_to: str) -> str:
    """The plain text. Raises ValueError for a value of another row or key."""
    number, _, content = value.partition(".")
    key = _key(int(number))
    return keyring.decrypt(content, ring=[key], bound_to=bound_to)


def derive(purpose: str) -> bytes:
    """A key for one purpose that no rotation changes: from the oldest data key."""
    keys = data_keys()
    return keyring.derive(base64.b64encode(keys[min(keys)]).decode(), purpose)


def data_keys() -> dict[int, bytes]:
    """Every data key by its number; read from the database once in a process.

    Whoever encrypts while rows stream over the connection (COPY) calls this first.
    """
    if not _unwrapped:
        for row in DataKey.objects.all():
            _unwrapped[row.number] = unwrap(row)
    return _unwrapped


def _key(number: int) -> bytes:
    """A key that another process has made since is read then. Raises ValueError without it."""
    if number not in data_keys():
        forget()
    try:
        return data_keys()[number]
    except KeyError:
        raise ValueError(f"there is no data key {number}") from None


def forget() -> None:
    """Read the data keys anew the next time."""
    _unwrapped.clear()


def make_data_key(number: int) -> DataKey:
    """A new data key, wrapped by the newest key of the ring, not saved."""
    key = secrets.token_bytes(keyring.KEY_LENGTH)
    return DataKey(number=number, wrapped=wrap(number, key))


def wrap(number: int, key: bytes) -> str:
    text = base64.b64encode(key).decode()
    return keyring.encrypt(text, ring=settings.ENCRYPTION_KEYS, bound_to=_place(number))


def unwrap(row: DataKey) -> bytes:
    """The key itself. Raises ValueError when no key of the ring opens it."""
    text = keyring.decrypt(row.wrapped, ring=settings.ENCRYPTION_KEYS, bound_to=_place(row.number))
    return base64.b64decode(text)


def is_by_newest(row: DataKey) -> bool:
    """Whether the first key of the ring wraps it."""
    newest = settings.ENCRYPTION_KEYS[:1]
    try:
        keyring.decrypt(row.wrapped, ring=newest, bound_to=_place(row.number))
    except ValueError:
        return False
    return True


def _place(number: int) -> str:
    return f"access_data_key.wrapped:{number}"
