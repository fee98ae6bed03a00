"""What is left of disposed rows of the change history, so that their seals still hold (ADR 22).

A seal is a fingerprint over the fingerprints of its rows. Of a row that has been disposed of, its
key and its own fingerprint are kept, and with them the seal is compared as before: the seal itself
never changes, and whatever else has happened to its rows is still found.

The two are encrypted and signed in one (AES-GCM) by a key derived from that of the seals, with the
seal and the disposal bound in. Whoever has the database alone can neither put in a row that
explains a deletion of their own, nor try guesses of a person against a fingerprint.
"""

import base64
import struct
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from mia.audit.models import DisposedRows
from mia.core import keyring

ROW = struct.Struct(">q32s")  # the key of the row, and its SHA-256
PURPOSE = "disposed-rows"


@dataclass
class Removed:
    """Keys and fingerprints of the disposed rows of one seal, in the same order."""

    keys: list[int] = field(default_factory=list)
    digests: list[bytes] = field(default_factory=list)


def keep(rows: Iterable[tuple[int, int, bytes]], *, disposal: UUID, key: bytes) -> None:
    """Save what is left of the rows: each the number of its seal, its key and its fingerprint."""
    rows_by_seal: defaultdict[int, bytearray] = defaultdict(bytearray)
    for seal, row_key, digest in rows:
        rows_by_seal[seal] += ROW.pack(row_key, bytes(digest))
    kept = []
    for seal, packed in rows_by_seal.items():
        text = base64.b64encode(packed).decode()
        content = keyring.encrypt(text, ring=[_key(key)], bound_to=_place(seal, disposal))
        count = len(packed) // ROW.size
        kept.append(DisposedRows(seal=seal, disposal=disposal, rows=count, content=content))
    DisposedRows.objects.bulk_create(kept)


def removed_by_seal(*, keys: Sequence[bytes]) -> tuple[dict[int, Removed], list[str]]:
    """What is left, by the number of the seal, and a sentence about each row that no key of `keys`
    made: it counts for nothing.
    """
    ring = [_key(key) for key in keys]
    removed: defaultdict[int, Removed] = defaultdict(Removed)
    faults = []
    for row in DisposedRows.objects.order_by("pk"):
        try:
            text = keyring.decrypt(row.content, ring=ring, bound_to=_place(row.seal, row.disposal))
        except ValueError:
            faults.append(f"Försegling {row.seal}: en uppgift om gallrade rader är förfalskad.")
            continue
        for row_key, digest in ROW.iter_unpack(base64.b64decode(text)):
            removed[row.seal].keys.append(row_key)
            removed[row.seal].digests.append(digest)
    return removed, faults


def _key(seal_key: bytes) -> bytes:
    return keyring.derive(seal_key.hex(), PURPOSE)


def _place(seal: int, disposal: UUID) -> str:
    return f"audit_disposedrows:{seal}:{disposal}"
