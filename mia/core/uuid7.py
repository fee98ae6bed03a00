"""UUID version 7 (RFC 9562): identifiers that tell nothing about a person and sort by time.

Made in the application, so that a row's key is known before it is written: a form carries the key
of the row it will make (a double click makes one row), and row-level security needs no RETURNING.
"""

import os
import time
from uuid import UUID


def uuid7() -> UUID:
    """48 bits of milliseconds since 1970, then 74 random bits."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds & 0xFFFF_FFFF_FFFF) << 80 | int.from_bytes(os.urandom(10), "big")
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return UUID(int=value)
