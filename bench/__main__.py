"""`make bench [SIZE=small]`: every main job beside the least it could cost, how it grows with the
data, and whether that is within its bounds.

Prints a table as it goes; the same as JSON in the data directory (bench.json), or where --json
says, and as a table in Markdown where --markdown says. Counties that are missing, or were made by
other code, are made first: at full size that takes a quarter of an hour, once.
"""

import argparse
import json
import multiprocessing
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path

from bench import report, setting
from bench.measure import ROUNDS, STEADY, Measured, measure
from mia.server import embedded

# A county: enrolments, and contacts each.
Size = tuple[int, int]
THOUSAND, TEN, HUNDRED, MILLION = (1_000, 30), (10_000, 30), (100_000, 30), (1_000_000, 10)
# Of each module: the counties it is measured on. The million is there to be got through.
FULL = {
    "pages": [TEN, HUNDRED],
    "row_security": [HUNDRED],
    "dashboard": [TEN, HUNDRED],
    "attendance": [HUNDRED],
    "merging": [TEN, HUNDRED],
    "handover": [TEN, HUNDRED],
    "capacity": [HUNDRED],
    "grouping": [TEN, HUNDRED],
    "esf_month": [TEN, HUNDRED, MILLION],
    "imports": [HUNDRED, MILLION],
    "disposal": [HUNDRED],
}
SMALL = {
    "pages": [THOUSAND, TEN],
    "row_security": [TEN],
    "dashboard": [THOUSAND, TEN],
    "attendance": [TEN],
    "merging": [TEN],
    "handover": [TEN],
    "capacity": [TEN],
    "grouping": [THOUSAND, TEN],
    "esf_month": [THOUSAND, TEN],
    "imports": [TEN],
    "disposal": [TEN],
}
# For tests/test_bench.py: statements and memory, each job once.
TINY = {
    "pages": [THOUSAND],
    "dashboard": [THOUSAND],
    "attendance": [THOUSAND],
    "grouping": [THOUSAND],
    "esf_month": [THOUSAND, TEN],
    "imports": [THOUSAND],
}
PLANS = {"": FULL, "small": SMALL, "tiny": TINY}
# The county whose figures the bounds are about; a small run only shows where it is going.
JUDGED = {"": HUNDRED, "small": TEN, "tiny": TEN}


def main() -> None:
    arguments = parsed_arguments()
    chosen = arguments.only or FULL
    plan = {name: sizes for name, sizes in PLANS[arguments.size].items() if name in chosen}
    make_counties(plan)
    setting.use()
    print(report.HEAD, flush=True)
    rows = []
    for row in measured(plan, arguments.size):
        print(report.line(row), flush=True)
        rows.append(row)
    path = arguments.json or embedded.data_dir() / "bench.json"
    write_json(path, rows)
    print(f"\nThe same as JSON: {path}")
    if arguments.markdown:
        arguments.markdown.write_text(report.markdown(rows), encoding="utf-8")
        print(f"The same as a table: {arguments.markdown}")
    print("\nReferences:")
    for job, text in {row.job: row.reference_is for row in rows}.items():
        print(f"  {job}: {text}")


def parsed_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("size", nargs="?", default="", choices=list(PLANS))
    parser.add_argument("--only", nargs="+", default=[], metavar="MODULE", help="some of them")
    parser.add_argument("--json", type=Path, default=None, metavar="PATH")
    parser.add_argument("--markdown", type=Path, default=None, metavar="PATH")
    return parser.parse_args()


def make_counties(plan: dict[str, list[Size]]) -> None:
    every = {size for sizes in plan.values() for size in sizes}
    for enrolments, contacts in sorted(every):
        numbers = [str(enrolments), str(contacts)]
        command = [sys.executable, "-m", "bench.make_county", *numbers, database(enrolments)]
        subprocess.run(command, check=True)


def write_json(path: Path, rows: list[Measured]) -> None:
    facts = []
    for row in rows:
        facts.append(asdict(row) | {"ratio": row.ratio, "verdict": report.verdict(row)})
    path.write_text(json.dumps(facts, indent=1), encoding="utf-8")


def database(enrolments: int) -> str:
    return f"mia_bench_{enrolments}"


def measured(plan: dict[str, list[Size]], size: str) -> Iterator[Measured]:
    for name, sizes in plan.items():
        smaller: dict[str, Measured] = {}
        for county in sizes:
            for row in in_own_process(name, county[0], size):
                compare(row, smaller.get(row.job))
                if county != JUDGED[size]:
                    row.bounds = row.bounds.of_every_size
                smaller[row.job] = row
                yield row


def compare(row: Measured, smaller: Measured | None) -> None:
    """How the job has grown since the size before."""
    if smaller is None:
        return
    row.growth = row.ours / smaller.ours
    if row.reference and smaller.reference:
        row.reference_growth = row.reference / smaller.reference


def in_own_process(name: str, enrolments: int, size: str) -> Iterator[Measured]:
    """What one job leaves in memory is then no other job's."""
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=work, args=(name, enrolments, size, sender))
    child.start()
    sender.close()
    try:
        while True:
            yield receiver.recv()
    except EOFError:
        child.join()
    if child.exitcode:
        raise SystemExit(f"bench.{name} failed on {enrolments} enrolments: see above.")


def work(name: str, enrolments: int, size: str, sender: Connection) -> None:
    setting.connect(database(enrolments))
    county = import_module("bench.place").County(enrolments, database(enrolments), small=bool(size))
    module = import_module(f"bench.{name}")
    rounds = 1 if size == "tiny" else ROUNDS
    steady = 0.0 if size else STEADY
    rows: Iterable[Measured]
    if hasattr(module, "measured"):
        rows = module.measured(county)
    else:
        rows = (measure(job, enrolments, rounds, steady) for job in module.jobs(county))
    for row in rows:
        sender.send(row)
    sender.close()


if __name__ == "__main__":
    main()
