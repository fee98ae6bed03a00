"""Seals over the access log and the change history: for each table a fingerprint of each range of
finished transactions, all in one chain and signed.

A row changed, deleted or put in afterwards no longer fits its seal. The signature's key lies
outside the database, so a new seal cannot be forged inside it. What no seal can show is that the
newest seals were taken away with their rows: keep the last fingerprint somewhere else and give it
to `verify` (docs/security.md §4 no. 4).
"""

import hashlib
import hmac
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC
from typing import Any

from django.db import connection
from psycopg.sql import Composed, Identifier

from mia.audit.disposed import Removed, removed_by_seal
from mia.audit.history import event_models
from mia.audit.models import Seal
from mia.core import sql

LOCK = 4712  # advisory: one sealing at a time
START = bytes(32)  # what the first seal follows
ACCESS_LOG = "audit_accesslog"


@dataclass(frozen=True)
class Report:
    """The outcome of a verification. `faults` are sentences for an administrator."""

    seals: int
    rows: int
    unsealed: int
    head: bytes
    faults: list[str]
    disposed: int = 0  # of the rows, those that have been disposed of


@dataclass(frozen=True)
class Range:
    """Rows of one table that transactions [`first`, `end`) of one cluster wrote; only `columns`
    count, so that one that is added later breaks no older seal.
    """

    table: str
    columns: list[str]
    cluster: int
    first: int
    end: int


def tables() -> list[str]:
    """What is sealed: the access log, and every event table of the change history."""
    events = [model._meta.db_table for model in event_models()]
    return [ACCESS_LOG, *events]


def seal(*, key: bytes) -> list[Seal]:
    """Seal the rows of transactions that have ended. Returns the new seals, at most one for each
    table; after a restore more.

    A transaction still open holds back everything after it, so that its rows are not missed. Run as
    the system.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("SET LOCAL lock_timeout = '120s'")  # a disposal has the lock meanwhile
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    end = finished()
    last = Seal.objects.order_by("-number").first()
    ends_by_table = _ends(Seal.objects.order_by("number"))
    seals = []
    for table in tables():
        for one in _ranges_to_seal(table, ends_by_table[table], end):
            made = _seal_range(one, last, key)
            if made is not None:
                last = made
                seals.append(made)
    return seals


def finished() -> int:
    """Every transaction below this number has ended."""
    (number,) = _fetch_row("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
    return int(number)


def _this_cluster() -> int:
    (number,) = _fetch_row(sql.load("mia.audit", "this_cluster.sql"))
    return int(number)


def _ends(seals: Iterable[Seal]) -> defaultdict[str, dict[int, int]]:
    """Where the last seal of each table and cluster ends."""
    ends: defaultdict[str, dict[int, int]] = defaultdict(dict)
    for one in seals:
        ends[one.table][one.cluster] = one.end_xid
    return ends


def _ranges_to_seal(table: str, ends: dict[int, int], end: int) -> list[Range]:
    here = _this_cluster()
    ranges = [(here, end)]
    if here not in ends:
        ranges = _ends_of_other_clusters(table, here) + ranges
    columns = _columns_of(table)
    to_seal = []
    for cluster, last in ranges:
        first = ends.get(cluster, 0)
        if last > first:
            to_seal.append(Range(table, columns, cluster, first, last))
    return to_seal


def _columns_of(table: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(sql.load("mia.audit", "columns.sql"), {"table": table})
        (columns,) = cursor.fetchone()
    return list(columns)


def _ends_of_other_clusters(table: str, here: int) -> list[tuple[int, int]]:
    """After a restore from a dump: the servers that wrote before this one, and where they ended."""
    with connection.cursor() as cursor:
        cursor.execute(_about(table, "other_clusters.sql"), {"here": here})
        return cursor.fetchall()


def _about(table: str, name: str) -> Composed:
    """A statement of ours about one of the tables."""
    return sql.compose("mia.audit", name, table=Identifier(table))


def fingerprint(previous: bytes, one: Range, removed: Removed | None = None) -> tuple[int, bytes]:
    """How many rows the range has, and their fingerprint after the one before; `removed` are those
    that have been disposed of.
    """
    removed = removed or Removed()
    params = {
        "previous": previous,
        "removed_keys": removed.keys,
        "removed_digests": removed.digests,
        **asdict(one),
    }
    with connection.cursor() as cursor:
        cursor.execute(sql.load("mia.audit", "fingerprint.sql"), params)
        rows, head = cursor.fetchone()
    return rows, bytes(head)


def range_of(one: Seal) -> Range:
    """The rows that a seal covers."""
    return Range(one.table, one.columns, one.cluster, one.first_xid, one.end_xid)


def _seal_range(one: Range, last: Seal | None, key: bytes) -> Seal | None:
    """Seal a range after the last seal, if it has rows."""
    number = 1
    previous = START
    if last is not None:
        number = last.number + 1
        previous = bytes(last.head)
    rows, head = fingerprint(previous, one)
    if not rows:
        return None
    (now,) = _fetch_row("SELECT statement_timestamp()")
    new = Seal(
        number=number,
        sealed_at=now,
        table=one.table,
        columns=one.columns,
        cluster=one.cluster,
        first_xid=one.first,
        end_xid=one.end,
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
    place = f"{one.table}|{','.join(one.columns)}|{one.cluster}"
    facts = f"{one.number}|{when}|{place}|{one.first_xid}|{one.end_xid}|{one.rows}|"
    message = facts.encode() + bytes(one.previous) + bytes(one.head)
    return hmac.new(key, message, hashlib.sha256).digest()


def verify(*, key: bytes, former: Sequence[bytes] = (), kept: bytes | None = None) -> Report:
    """Compare every seal with its rows and with the one before; `former` are keys that older seals
    may be signed with, `kept` is a fingerprint kept outside the database.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
    seals = list(Seal.objects.order_by("number"))
    removed, faults = removed_by_seal(keys=[key, *former])
    for one, fault in _faults(seals, [key, *former], removed):
        faults.append(f"Försegling {one.number}: {fault}{_where(one.table)}")
    heads = [bytes(one.head) for one in seals]
    if kept is not None and kept not in heads:
        faults.append(
            "Fingeravtrycket som du har sparat finns inte:"
            " förseglingar har tagits bort eller bytts ut."
        )
    unsealed = 0
    ends_by_table = _ends(seals)
    for table in tables():
        waiting, abandoned = _rows_after(table, ends_by_table[table])
        unsealed += waiting
        if abandoned and seals:
            faults.append(
                f"{abandoned} rader ligger utanför alla förseglingar,"
                f" i en databas som inte används längre.{_where(table)}"
            )
        elif abandoned:
            unsealed += abandoned
    last_head = START
    if heads:
        last_head = heads[-1]
    return Report(
        seals=len(seals),
        rows=sum(one.rows for one in seals),
        unsealed=unsealed,
        head=last_head,
        faults=faults,
        disposed=sum(len(rows.keys) for rows in removed.values()),
    )


def _where(table: str) -> str:
    """Which table a fault is in, when it is not the access log."""
    if table == ACCESS_LOG:
        return ""
    return f" (ändringshistorik: {table})"


def _faults(
    seals: list[Seal], keys: list[bytes], removed: Mapping[int, Removed]
) -> Iterator[tuple[Seal, str]]:
    """Each seal that does not hold, and why, in words for an administrator."""
    previous = START
    ends: dict[tuple[str, int], int] = {}
    for number, one in enumerate(seals, 1):
        place = (one.table, one.cluster)
        follows = (
            one.number == number
            and bytes(one.previous) == previous
            and one.first_xid == ends.get(place, 0)
        )
        if not follows:
            yield one, "kedjan är bruten, en försegling före den saknas eller är utbytt."
        yield from _faults_in_rows(one, removed.get(one.number))
        if not any(hmac.compare_digest(sign(one, key), bytes(one.signature)) for key in keys):
            yield one, "signaturen stämmer inte, den är inte gjord med nyckeln."
        previous = bytes(one.head)
        ends[place] = one.end_xid


def _faults_in_rows(one: Seal, removed: Removed | None) -> Iterator[tuple[Seal, str]]:
    """What has happened to the rows of a seal since it was made."""
    if one.table not in tables():
        yield one, "tabellen finns inte."
        return
    rows, head = fingerprint(bytes(one.previous), range_of(one), removed)
    if rows < one.rows:
        yield one, f"rader har tagits bort ({one.rows} när den gjordes, {rows} nu)."
    elif rows > one.rows:
        yield one, f"rader har lagts till i efterhand ({one.rows} när den gjordes, {rows} nu)."
    elif head != bytes(one.head):
        yield one, "en rad har ändrats."


def _rows_after(table: str, ends: dict[int, int]) -> tuple[int, int]:
    """Rows of the table that no seal covers: those of this server, which the next seals will cover,
    and those of servers that are no longer in use.
    """
    params = {"clusters": list(ends), "ends": list(ends.values())}
    with connection.cursor() as cursor:
        cursor.execute(_about(table, "rows_after_seals.sql"), params)
        rows_by_cluster = dict(cursor.fetchall())
    waiting = rows_by_cluster.pop(_this_cluster(), 0)
    return waiting, sum(rows_by_cluster.values())


def _fetch_row(statement: str) -> tuple[Any, ...]:
    """The only row that the statement returns."""
    with connection.cursor() as cursor:
        cursor.execute(statement)
        row: tuple[Any, ...] = cursor.fetchone()
    return row
