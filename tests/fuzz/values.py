"""Values that no person types, as bytes: what a browser would never send is sent too."""

from uuid import UUID

HOSTILE = {
    "nothing": b"",
    "space": b" ",
    "NUL": b"a\x00b",
    "only NUL": b"\x00",
    "escape": b"\x1b[31ma\x7f",
    "new lines": b"a\r\nSet-Cookie: x=1",
    "half a surrogate pair": b"\xed\xa0\x80",
    "no UTF-8": b"\xff\xfe\x80",
    "bidi": "\u202ea\u2066b\ufeff".encode(),
    "no letter": "\U0001f4a9\ufffe\U0010ffff".encode(),
    "many digits": b"9" * 6000,
    "negative": b"-1",
    "past 32 bits": b"2147483648",
    "past 64 bits": b"9223372036854775808",
    "not a number": b"NaN",
    "exponent": b"1e400",
    "other digits": "\u00b2\u0663\uff13".encode(),
    "year nought": b"0000-01-01",
    "first day": b"0001-01-01",
    "last day": b"9999-12-31",
    "first month": b"0001-01",
    "last month": b"9999-12",
    "no day": b"2021-02-30",
    "SQL": b"' OR 1=1; DROP TABLE x; --",
    "HTML": b"<script>alert(1)</script>\"'>",
    "format": b"%s %(a)s {0} {{ 1 }} %_\\ $1",
    "path": b"../../passwd",
    "unknown key": str(UUID(int=7)).encode(),
    "a list": b'["a", {"b": null}]',
}
# What a field of each kind may take for valid, so that the action meets it.
NEARLY_VALID = {
    "date": ("first day", "last day"),
    "number": ("negative", "past 32 bits", "past 64 bits"),
    "choice": ("NUL",),
    "text": ("NUL", "escape", "no letter", "last month"),
    "unknown": ("NUL", "last month", "past 64 bits", "other digits"),
}
MILLION_DIGITS = b"1" * 1_000_000
