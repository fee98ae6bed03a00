"""One job and its reference, in turn: A B A B …; medians, statements, and the most memory the job
has held.

A reference is the least that the job could cost: the same rows or the same bytes, got by the most
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

from bench.bounds import Bounds

ROUNDS, MOST_ROUNDS = 5, 25
# Seconds: rounds go on until they have taken that long, since a short job is at the mercy of its
# neighbours.
STEADY = 4.0
HIGH_WATER = "5"  # to /proc/self/clear_refs: forget the most memory that was held
# Seconds: a shorter job is run several times a round, so that a tick of the clock is no tenth.
ENOUGH = 0.02
MOST_REPEATS = 5


def do_nothing() -> None:
    """What most jobs need before they are run."""


def is_same(ours: Any, reference: Any) -> bool:
    """For jobs whose results are not compared."""
    return True


@dataclass
class Job:
    """`ours` and `reference` do the same; `same` compares what they return.

    `before_ours` and `before_reference` are run before each of them, and not timed.
    """

    name: str
    ours: Callable[[], Any]
    reference: Callable[[], Any] | None
    reference_is: str
    bounds: Bounds = field(default_factory=Bounds)
    same: Callable[[Any, Any], bool] = is_same
    before_ours: Callable[[], None] = do_nothing
    before_reference: Callable[[], None] = do_nothing
    is_slow: bool = False  # a reference of minutes is not run to be warm


@dataclass
class Measured:
    """Seconds are medians; memory is of the whole process, in MB."""

    job: str
    enrolments: int
    ours: float
    reference: float | None
    statements: int
    memory: int
    bounds: Bounds
    reference_is: str
    growth: float | None = None  # ours, to ours at the size before
    reference_growth: float | None = None  # what of `growth` is the machine's own
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """Ours to the reference."""
        if not self.reference:
            return None
        return self.ours / self.reference

    @property
    def added(self) -> float | None:
        """Seconds more than the reference."""
        if self.reference is None:
            return None
        return self.ours - self.reference


def measure(job: Job, enrolments: int, rounds: int = ROUNDS, steady: float = 0.0) -> Measured:
    """Rounds go on for `steady` seconds.

    Raises AssertionError when the job and its reference do not come to the same.
    """
    statements = warm(job)
    ours: list[float] = []
    references: list[float] = []
    memory = 0
    started = time.perf_counter()
    while len(ours) < rounds or is_unsteady(ours, started, steady):
        job.before_ours()
        forget_memory()
        ours.append(timed(job.ours))
        memory = max(memory, most_memory())
        if job.reference:
            job.before_reference()
            references.append(timed(job.reference))
    return Measured(
        job=job.name,
        enrolments=enrolments,
        ours=statistics.median(ours),
        reference=statistics.median(references) if references else None,
        statements=statements,
        memory=memory,
        bounds=job.bounds,
        reference_is=job.reference_is,
    )


def warm(job: Job) -> int:
    """Run both until plans, templates and pages of the database are warm: how many statements."""
    job.before_ours()
    job.ours()
    with counted() as statements:
        result = job.ours()
    if job.reference and not job.is_slow:
        job.before_reference()
        job.reference()
        assert job.same(result, job.reference()), f"{job.name}: ours and its reference differ"
    return len(statements)


def is_unsteady(times: list[float], started: float, steady: float) -> bool:
    elapsed = time.perf_counter() - started
    return len(times) < MOST_ROUNDS and elapsed < steady


def timed(work: Callable[[], Any]) -> float:
    """Seconds of one run: of the median of several when one is short."""
    times = [once(work)]
    is_short = times[0] < ENOUGH
    while is_short and len(times) < MOST_REPEATS and sum(times) < ENOUGH * MOST_REPEATS:
        times.append(once(work))
    return statistics.median(times)


def once(work: Callable[[], Any]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


@contextlib.contextmanager
def counted() -> Iterator[list[str]]:
    """Every statement that Django's connections run, COPY too."""
    statements: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        statements.append(sql)
        return execute(sql, params, many, context)

    plain = psycopg.Cursor.copy

    def copy(self: Any, statement: Any, *args: Any, **kwargs: Any) -> Any:
        statements.append(str(statement))
        return plain(self, statement, *args, **kwargs)

    psycopg.Cursor.copy = copy  # type: ignore[method-assign]  # counted from outside
    try:
        with contextlib.ExitStack() as stack:
            for each in connections.all():
                stack.enter_context(each.execute_wrapper(note))
            yield statements
    finally:
        psycopg.Cursor.copy = plain  # type: ignore[method-assign]  # counted from outside


def forget_memory() -> None:
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text(HIGH_WATER)


def most_memory() -> int:
    """MB held at the most since `forget_memory`, code and libraries included."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) // 1024
    return 0
