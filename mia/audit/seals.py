"""Seals over the access log: a fingerprint of each range of finished transactions, chained and
signed.

A row changed, deleted or put in afterwards no longer fits its seal. The signature's key lies
outside the database, so a new seal cannot be forged inside it. What no seal can show is that the
newest seals were taken away with their rows: keep the last fingerprint somewhere else and give it
to `verify` (docs/security.md §4 no. 4).
"""

import hashlib
import hmac
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from django.db import connection

from mia.audit.models import Seal
from mia.core import sql

LOCK = 4712  # advisory: one sealing at a time
START = bytes(32)  # what the first seal follows


@dataclass(frozen=True)
class Report:
    """The outcome of a verification. `faults` are sentences for an administrator."""

    seals: int
    rows: int
    unsealed: int
    head: bytes
    faults: list[str]


def seal(*, key: bytes) -> list[Seal]:
    """Seal the rows of transactions that have ended. Returns the new seals: none, one, or after a
    restore more.

    A transaction still open holds back everything after it, so that its rows are not missed. Run as
    the system.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    here = _this_cluster()
    ends = _ends(list(Seal.objects.order_by("number")))
    ranges = [(here, finished())]
    if here not in ends:
        ranges = _ends_of_other_clusters(here) + ranges
    seals = []
    for cluster, end in ranges:
        new = _seal_range(cluster, ends.get(cluster, 0), end, key)
        if new is not None:
            seals.append(new)
    return seals


def finished() -> int:
    """Every transaction below this number has ended."""
    (number,) = _one("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
    return int(number)


def _this_cluster() -> int:
    (number,) = _one(sql.load("mia.audit", "this_cluster.sql"))
    return int(number)


def _ends(seals: list[Seal]) -> dict[int, int]:
    """Where the last seal of each cluster ends."""
    return {one.cluster: one.end_xid for one in seals}


def _ends_of_other_clusters(here: int) -> list[tuple[int, int]]:
    """After a restore from a dump: the servers that wrote before this one, and where they ended."""
    with connection.cursor() as cursor:
        cursor.execute(sql.load("mia.audit", "other_clusters.sql"), {"here": here})
        return cursor.fetchall()


def fingerprint(previous: bytes, cluster: int, first: int, end: int) -> tuple[int, bytes]:
    """How many rows the range has, and their fingerprint after the one before."""
    params: dict[str, bytes | int] = {
        "previous": previous,
        "cluster": cluster,
        "first": first,
        "end": end,
    }
    with connection.cursor() as cursor:
        cursor.execute(sql.load("mia.audit", "fingerprint.sql"), params)
        rows, head = cursor.fetchone()
    return rows, bytes(head)


def _seal_range(cluster: int, first: int, end: int, key: bytes) -> Seal | None:
    if end <= first:
        return None
    number = 1
    previous = START
    last = Seal.objects.order_by("-number").first()
    if last is not None:
        number = last.number + 1
        previous = bytes(last.head)
    rows, head = fingerprint(previous, cluster, first, end)
    if not rows:
        return None
    (now,) = _one("SELECT statement_timestamp()")
    new = Seal(
        number=number,
        sealed_at=now,
        cluster=cluster,
        first_xid=first,
        end_xid=end,
        rows=rows,
        previous=previous,
        head=head,
    )
    new.signature = sign(new, key)
    new.save(force_insert=True)
    return new


def sign(one: Seal, key: bytes) -> bytes:
    """The signature of a seal: HMAC-SHA256 over its facts and both fingerprints."""
    when = one.sealed_at.astimezone(UTC).isoformat()
    facts = f"{one.number}|{when}|{one.cluster}|{one.first_xid}|{one.end_xid}|{one.rows}|"
    message = facts.encode() + bytes(one.previous) + bytes(one.head)
    return hmac.new(key, message, hashlib.sha256).digest()


def verify(*, key: bytes, former: Sequence[bytes] = (), kept: bytes | None = None) -> Report:
    """Compare every seal with its rows and with the one before; `former` are keys that older seals
    may be signed with, `kept` is a fingerprint kept outside the database.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
    seals = list(Seal.objects.order_by("number"))
    faults = []
    for one, fault in _faults(seals, [key, *former]):
        faults.append(f"Försegling {one.number}: {fault}")
    heads = [bytes(one.head) for one in seals]
    if kept is not None and kept not in heads:
        faults.append(
            "Fingeravtrycket som du har sparat finns inte:"
            " förseglingar har tagits bort eller bytts ut."
        )
    unsealed = _rows_after(seals)
    abandoned = 0
    if seals:
        abandoned = _rows_of_other_clusters(unsealed)
    if abandoned:
        faults.append(
            f"{abandoned} rader ligger utanför alla förseglingar,"
            " i en databas som inte används längre."
        )
    last_head = START
    if heads:
        last_head = heads[-1]
    return Report(
        seals=len(seals),
        rows=sum(one.rows for one in seals),
        unsealed=sum(unsealed.values()) - abandoned,
        head=last_head,
        faults=faults,
    )


def _rows_of_other_clusters(rows_by_cluster: dict[int, int]) -> int:
    """How many of the rows were written by a server that is no longer in use."""
    here = _this_cluster()
    others = 0
    for cluster, count in rows_by_cluster.items():
        if cluster != here:
            others += count
    return others


def _faults(seals: list[Seal], keys: list[bytes]) -> Iterator[tuple[Seal, str]]:
    """Each seal that does not hold, and why, in words for an administrator."""
    previous = START
    ends: dict[int, int] = {}
    for number, one in enumerate(seals, 1):
        follows = (
            one.number == number
            and bytes(one.previous) == previous
            and one.first_xid == ends.get(one.cluster, 0)
        )
        if not follows:
            yield one, "kedjan är bruten, en försegling före den saknas eller är utbytt."
        rows, head = fingerprint(bytes(one.previous), one.cluster, one.first_xid, one.end_xid)
        if rows < one.rows:
            yield one, f"rader har tagits bort ({one.rows} när den gjordes, {rows} nu)."
        elif rows > one.rows:
            yield one, f"rader har lagts till i efterhand ({one.rows} när den gjordes, {rows} nu)."
        elif head != bytes(one.head):
            yield one, "en rad har ändrats."
        if not any(hmac.compare_digest(sign(one, key), bytes(one.signature)) for key in keys):
            yield one, "signaturen stämmer inte, den är inte gjord med nyckeln."
        previous = bytes(one.head)
        ends[one.cluster] = one.end_xid


def _rows_after(seals: list[Seal]) -> dict[int, int]:
    """Rows that no seal covers yet, per cluster."""
    ends = _ends(seals)
    params = {"clusters": list(ends), "ends": list(ends.values())}
    with connection.cursor() as cursor:
        cursor.execute(sql.load("mia.audit", "rows_after_seals.sql"), params)
        return dict(cursor.fetchall())


def _one(statement: str) -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        row: tuple[Any, ...] = cursor.fetchone()
    return row
