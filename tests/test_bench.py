"""What `make bench` finds of statements and memory, on a small county. No test fails on a time."""

import json
import os
import subprocess
import sys

import pytest

from tests.source import ROOT

MB_EXPORT, MB_IMPORT = 150, 300  # in the whole process
ROOM = 12  # MB that ten times the rows may add to an export
# At most so many statements, whatever the size; all of a request's, with session, identity and
# trail.
STATEMENTS = {
    "esf-deltagare, CSV": 18,
    "esf-deltagare, XLSX": 18,
    "indicators by sex and delprojekt": 3,
    "caseload, case worker": 12,
    "caseload, leader": 13,
    "caseload, coordinator": 13,
    "search, misspelt name, case worker": 13,
    "search, misspelt name, leader": 13,
    "search, misspelt name, coordinator": 13,
    "case with 200 contacts, case worker": 11,
    "case with 200 contacts, leader": 11,
    "case with 200 contacts, coordinator": 12,
    "log a contact": 12,
    "dashboard, whole county": 14,
    "attendance PDF, 1": 5,
    "attendance PDF, 3": 11,
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
    command = [sys.executable, "-m", "bench", "tiny", "--json", str(path)]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:] + done.stdout[-2000:]
    assert "ratio" in done.stdout.splitlines()[0]
    found = {(row["job"], row["enrolments"]): row for row in json.loads(path.read_text())}
    return {key: row for key, row in found.items() if "django-import-export" not in key[0]}


def test_every_job_stands_beside_its_floor(rows):
    assert {job for job, _ in rows} == set(STATEMENTS)
    for row in rows.values():
        assert min(row["floor"], row["ours"], row["goal"]) > 0
        assert row["says"]
        assert row["ratio"] == row["ours"] / row["floor"]


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
