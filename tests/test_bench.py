"""What `make bench` counts of statements and memory, on a small county. No test fails on a time."""

import fcntl
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from bench import report
from bench.bounds import DAILY_PAGE, ROW_SECURITY, STAFF_AT_WORK, Bounds
from bench.measure import Measured
from tests.source import ROOT

MOST_STATEMENTS = 15
MB_EXPORT, MB_IMPORT = 150, 300  # in the whole process
ROOM = 12  # MB that ten times the rows may add to an export
# At most so many statements, whatever the size; all of a request's, with session, identity and
# access log. Of a page 15 (docs/architecture.md §6).
STATEMENTS = {
    "esf-deltagare, CSV": 18,
    "esf-deltagare, XLSX": 18,
    "indicators by sex and delprojekt": 3,
    "caseload, case worker": MOST_STATEMENTS,
    "today, case worker": MOST_STATEMENTS,
    "today, leader": MOST_STATEMENTS,
    "delprojekt today, leader": MOST_STATEMENTS,
    "delprojekt today, coordinator": MOST_STATEMENTS,
    "caseload, leader": MOST_STATEMENTS,
    "caseload, coordinator": MOST_STATEMENTS,
    "search, misspelt name, case worker": MOST_STATEMENTS,
    "search, misspelt name, leader": MOST_STATEMENTS,
    "search, misspelt name, coordinator": MOST_STATEMENTS,
    "case with 200 contacts, case worker": MOST_STATEMENTS,
    "case with 200 contacts, leader": MOST_STATEMENTS,
    "case with 200 contacts, coordinator": MOST_STATEMENTS,
    "log a contact": MOST_STATEMENTS,
    "dashboard, whole county": MOST_STATEMENTS,
    "attendance PDF, 1": 6,
    "attendance PDF, 3": 14,
    "import_participants, 500 rows": 100,
    "import_contacts, 5000 rows": 60,
}


@pytest.fixture(scope="module")
def rows(tmp_path_factory):
    """Of every job, by size: the bench as its user runs it, in a process and on databases of its
    own.
    """
    path = tmp_path_factory.mktemp("bench") / "bench.json"
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in ("MIA_TESTING", "MIA_DB_ROLE")
    }
    table = tmp_path_factory.mktemp("bench") / "bench.md"
    command = [sys.executable, "-m", "bench", "tiny"]
    command += ["--json", str(path), "--markdown", str(table)]
    # One process at a time: two would make the same databases at the same time.
    with (Path(tempfile.gettempdir()) / "mia-bench.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
        )
    assert done.returncode == 0, done.stderr[-2000:] + done.stdout[-2000:]
    assert "ratio" in done.stdout.splitlines()[0]
    facts = json.loads(path.read_text())
    assert table.read_text().count("\n") == len(facts) + 2, "its head, and a line for each job"
    by_job = {(row["job"], row["enrolments"]): row for row in facts}
    return {key: row for key, row in by_job.items() if "django-import-export" not in key[0]}


def test_every_job_stands_beside_its_reference(rows):
    assert {job for job, _ in rows} == set(STATEMENTS)
    for row in rows.values():
        assert min(row["reference"], row["ours"]) > 0
        assert row["reference_is"]
        assert row["ratio"] == row["ours"] / row["reference"]


def test_a_job_asks_the_database_no_more_than_it_says(rows):
    assert {
        job: row["statements"]
        for (job, _), row in rows.items()
        if row["statements"] > STATEMENTS[job]
    } == {}


def test_a_larger_county_takes_no_more_statements_and_hardly_more_memory(rows):
    for job in ("esf-deltagare, CSV", "esf-deltagare, XLSX"):
        small, large = rows[job, 1_000], rows[job, 10_000]
        assert large["statements"] == small["statements"]
        assert large["memory"] < small["memory"] + ROOM
        assert large["growth"] == large["ours"] / small["ours"]


def test_memory_stays_within_what_a_small_server_has(rows):
    assert all(row["memory"] > 0 for row in rows.values())
    exports = [row["memory"] for (job, _), row in rows.items() if job.startswith("esf-")]
    imports = [row["memory"] for (job, _), row in rows.items() if job.startswith("import_")]
    assert max(exports) < MB_EXPORT
    assert max(imports) < MB_IMPORT


def a_row(**facts):
    values = {"job": "job", "enrolments": 1_000, "ours": 0.05, "reference": 0.02, "statements": 15}
    row = Measured(**values | {"memory": 60, "bounds": DAILY_PAGE, "reference_is": ""} | facts)
    return row, report.line(row)


def test_a_figure_is_told_with_its_bound_and_whether_it_holds():
    row, text = a_row()
    assert "2.50 ≤ 2.50" in text
    assert "15 ≤ 15" in text
    assert text.endswith(" yes")
    assert report.markdown([row]).splitlines()[-1].endswith("| yes |")


def test_what_does_not_hold_is_named():
    slow, text = a_row(ours=0.051, statements=16, growth=1.6, reference_growth=1.1)
    assert "2.55 > 2.50" in text
    assert "16 > 15" in text
    assert "1.60 > 1.50 (1.10)" in text
    assert report.verdict(slow) == "NO: ratio, growth, statements"
    assert report.verdict(a_row(bounds=ROW_SECURITY)[0]) == "NO: added"
    assert report.verdict(a_row(bounds=STAFF_AT_WORK, ours=0.151)[0]) == "NO: time"
    assert report.verdict(a_row(bounds=STAFF_AT_WORK, ours=0.149)[0]) == "yes"
    assert report.verdict(a_row(bounds=Bounds())[0]) == ""
