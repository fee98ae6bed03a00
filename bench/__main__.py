"""`make bench [SIZE=small]`: every main job beside the least it could cost, and how it grows with
the data.

Prints a table as it goes; the same as JSON in the data directory (bench.json), or where --json
says. Counties that are missing, or were made by other code, are made first: at full size that takes
a quarter of an hour, once.
"""

import argparse
import json
import multiprocessing
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import Any

from bench import setting
from bench.measure import ROUNDS, Job, Measured, measure
from mia.server import embedded

THOUSAND, TEN, HUNDRED, MILLION = (1_000, 30), (10_000, 30), (100_000, 30), (1_000_000, 10)
# Of each module: the counties (enrolments, contacts each) it is measured on; the first only for the
# growth.
FULL = {
    "esf_month": [TEN, HUNDRED],
    "grouping": [TEN, HUNDRED],
    "dashboard": [TEN, HUNDRED],
    "pages": [HUNDRED, MILLION],
    "walls": [HUNDRED],
    "attendance": [HUNDRED],
    "capacity": [HUNDRED],
    "imports": [HUNDRED],
}
SMALL = {
    "esf_month": [THOUSAND, TEN],
    "grouping": [THOUSAND, TEN],
    "dashboard": [THOUSAND, TEN],
    "pages": [THOUSAND, TEN],
    "walls": [TEN],
    "attendance": [TEN],
    "capacity": [TEN],
    "imports": [TEN],
}
# For tests/test_bench.py: statements and memory, each job once.
TINY = {
    "esf_month": [THOUSAND, TEN],
    "grouping": [THOUSAND],
    "dashboard": [THOUSAND],
    "pages": [THOUSAND],
    "imports": [THOUSAND],
    "attendance": [THOUSAND],
}
STEADY = 4.0  # seconds of a short job, at full size
PLANS = {"": FULL, "small": SMALL, "tiny": TINY}
HEAD = f"{'job':48} {'size':>9} {'ours ms':>10} {'floor ms':>10} {'ratio':>6} {'goal':>6} {'growth':>6} {'goal':>5} {'floor':>6} {'stmts':>5} {'MB':>4}"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("size", nargs="?", default="", choices=list(PLANS))
    parser.add_argument(
        "--only", nargs="+", default=[], metavar="MODULE", help="some of the modules"
    )
    parser.add_argument("--json", type=Path, default=None, metavar="PATH")
    asked = parser.parse_args()
    plan = {
        name: sizes for name, sizes in PLANS[asked.size].items() if name in (asked.only or FULL)
    }
    for enrolments, contacts in sorted({size for sizes in plan.values() for size in sizes}):
        make = [
            sys.executable,
            "-m",
            "bench.county",
            str(enrolments),
            str(contacts),
            database(enrolments),
        ]
        subprocess.run(make, check=True)
    setting.use()
    print(HEAD, flush=True)
    found = list(shown(all_of(plan, asked.size)))
    path = asked.json or embedded.data_dir() / "bench.json"
    path.write_text(
        json.dumps([asdict(one) | {"ratio": one.ratio} for one in found], indent=1),
        encoding="utf-8",
    )
    print(f"\nThe same as JSON: {path}")
    says = {one.job: one.says for one in found}
    print("\nFloors:", *(f"  {job}: {text}" for job, text in says.items()), sep="\n")


def database(enrolments: int) -> str:
    return f"mia_bench_{enrolments}"


def all_of(plan: dict[str, list[tuple[int, int]]], size: str) -> Iterator[Measured]:
    for name, sizes in plan.items():
        before: dict[str, Measured] = {}
        for enrolments, _ in sizes:
            for one in apart(name, enrolments, size):
                if (smaller := before.get(one.job)) is not None:
                    one.growth = one.ours / smaller.ours
                    one.floor_growth = (
                        one.floor / smaller.floor if one.floor and smaller.floor else None
                    )
                before[one.job] = one
                yield one


def apart(name: str, enrolments: int, size: str) -> Iterator[Measured]:
    """In a process of its own: what one job leaves in memory is no other job's."""
    context = multiprocessing.get_context("fork")
    mine, its = context.Pipe(duplex=False)
    child = context.Process(target=work, args=(name, enrolments, size, its))
    child.start()
    its.close()
    try:
        while True:
            yield mine.recv()
    except EOFError:
        child.join()
    if child.exitcode:
        raise SystemExit(f"bench.{name} failed on {enrolments} enrolments: see above.")


def work(name: str, enrolments: int, size: str, result: Any) -> None:
    from bench.place import County

    setting.connect(database(enrolments))
    county = County(enrolments, database(enrolments), small=bool(size))
    module = import_module(f"bench.{name}")
    if hasattr(module, "measured"):
        rows: Iterable[Measured] = module.measured(county)
    else:
        jobs: Iterable[Job] = module.jobs(county)
        rows = (
            measure(job, enrolments, 1 if size == "tiny" else ROUNDS, 0.0 if size else STEADY)
            for job in jobs
        )
    for row in rows:
        result.send(row)
    result.close()


def shown(rows: Iterable[Measured]) -> Iterator[Measured]:
    for one in rows:
        floor = f"{one.floor * 1000:10.1f}" if one.floor else " " * 10
        ratio = f"{one.ratio:6.2f}" if one.ratio else " " * 6
        goal = f"{one.goal:6.2f}" if one.goal else " " * 6
        growth = f"{one.growth:6.2f}" if one.growth else " " * 6
        wanted = f"{one.growth_goal:5.2f}" if one.growth_goal else " " * 5
        own = f"{one.floor_growth:6.2f}" if one.floor_growth else " " * 6
        line = f"{one.job:48} {one.enrolments:9} {one.ours * 1000:10.1f} {floor} {ratio} {goal} {growth} {wanted} {own}"
        print(
            f"{line} {one.statements or '':5} {one.memory or '':4}",
            f"\n    {one.note}" if one.note else "",
            flush=True,
        )
        yield one


if __name__ == "__main__":
    main()
