"""One job and its floor, in turn: A B A B …; medians, statements, and the most memory the job has
held.

A floor is the least that the job could cost: the same rows or the same bytes, got by the most
direct way there is.
"""

import contextlib
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from django.db import connections

ROUNDS, MOST_ROUNDS = 5, 25
# Seconds: rounds go on until they have taken that long, since a short job is at the mercy of its
# neighbours
STEADY = 4.0
HIGH_WATER = "5"  # to /proc/self/clear_refs: forget the most memory that was held
# Seconds: a shorter job is run several times in each round, so that a tick of the clock is no tenth
ENOUGH = 0.02


@dataclass
class Job:
    """`ours` and `floor` do the same; `same` looks at what they returned. `between` runs before
    each, untimed.
    """

    name: str
    ours: Callable[[], Any]
    floor: Callable[[], Any] | None
    says: str  # what the floor is
    goal: float | None = None  # ours / floor at most; below 1 when the floor is to be beaten
    growth: float | None = None  # ours / ours at a tenth of the size, at most
    same: Callable[[Any, Any], bool] = field(default=lambda ours, floor: True)
    before_ours: Callable[[], None] = field(default=lambda: None)
    before_floor: Callable[[], None] = field(default=lambda: None)
    is_slow: bool = False  # a floor of minutes is not run to be warm


@dataclass
class Measured:
    """Seconds are medians; memory is of the whole process, in MB."""

    job: str
    enrolments: int
    ours: float
    floor: float | None
    statements: int
    memory: int
    goal: float | None
    growth_goal: float | None
    says: str
    growth: float | None = None
    floor_growth: float | None = (
        None  # of the same work of the machine: what of `growth` is the machine's own
    )
    note: str = ""

    @property
    def ratio(self) -> float | None:
        return self.ours / self.floor if self.floor else None


def measure(job: Job, enrolments: int, rounds: int = ROUNDS, steady: float = 0.0) -> Measured:
    """Rounds go on for `steady` seconds, since a short job is at the mercy of its neighbours.

    Raises AssertionError when the two do not come to the same.
    """
    job.before_ours()
    job.ours()  # plans, templates and pages of the database are warm for both
    with counted() as statements:
        first = job.ours()
    if job.floor and not job.is_slow:
        job.before_floor()
        job.floor()
        assert job.same(first, job.floor()), f"{job.name}: ours and its floor differ"
    ours, floors, memory, began = [], [], 0, time.perf_counter()
    while len(ours) < rounds or (len(ours) < MOST_ROUNDS and time.perf_counter() - began < steady):
        job.before_ours()
        forget_memory()
        ours.append(timed(job.ours))
        memory = max(memory, most_memory())
        if job.floor:
            job.before_floor()
            floors.append(timed(job.floor))
    floor = statistics.median(floors) if floors else None
    return Measured(
        job.name,
        enrolments,
        statistics.median(ours),
        floor,
        len(statements),
        memory,
        job.goal,
        job.growth,
        job.says,
    )


def timed(work: Callable[[], Any]) -> float:
    """Seconds of one run: of the median of several when one is short."""
    found: list[float] = []
    while not found or (sum(found) < ENOUGH * 5 and found[0] < ENOUGH and len(found) < 5):
        started = time.perf_counter()
        work()
        found.append(time.perf_counter() - started)
    return statistics.median(found)


@contextlib.contextmanager
def counted() -> Iterator[list[str]]:
    """Every statement that Django's connections run, COPY too."""
    seen: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        seen.append(sql)
        return execute(sql, params, many, context)

    plain = psycopg.Cursor.copy

    def copy(self: Any, statement: Any, *args: Any, **kwargs: Any) -> Any:
        seen.append(str(statement))
        return plain(self, statement, *args, **kwargs)

    psycopg.Cursor.copy = copy  # type: ignore[method-assign] # counted from outside
    try:
        with contextlib.ExitStack() as stack:
            for each in connections.all():
                stack.enter_context(each.execute_wrapper(note))
            yield seen
    finally:
        psycopg.Cursor.copy = plain  # type: ignore[method-assign] # counted from outside


def forget_memory() -> None:
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text(HIGH_WATER)


def most_memory() -> int:
    """MB held at the most since `forget_memory`, code and libraries included."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) // 1024
    return 0
