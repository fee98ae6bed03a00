"""Reports read from a real replica: a cluster of the test's own, copied with pg_basebackup and
streaming.

The code under test runs in processes of its own (tests/access/on_replica.py), one that knows the
replica and one that does not; `call` answers with what a function returned and what was logged.
"""

import re
import threading
import time

import psycopg
import pytest

from mia.access import replica
from tests import source
from tests.access import on_replica, replica_pages
from tests.access.two_servers import paused, run, statements

WHERE = on_replica.WHERE
NAMES = f"{WHERE}, array_agg(family_name::text ORDER BY family_name) FROM participants_participant"
SLUGS = ["esf-deltagare", "esf-indikatorer", "sus-poster", "sus-aggregat", "malbild"]
MONTH = "2021-03"  # when the factories' enrolments begin
REPLAYED = "SELECT pg_last_wal_replay_lsn() - '0/0'"
BEHIND = re.compile(r"reports read the primary: it is more than 1000 ms behind")


@pytest.mark.parametrize("slug", SLUGS)
def test_a_report_is_read_from_the_replica_and_is_the_primarys_to_the_byte(
    servers, reports, plain, slug
):
    words = [replica_pages.export, slug, "koordinator", "--month", MONTH]
    with statements(servers.primary, servers.replica) as logs:
        found, warned = reports.call(*words)
    assert not warned
    assert found == plain.call(*words)[0]
    assert len(found.splitlines()) > 1
    on_primary, on_the_replica = (
        re.findall(r"\breporting_(?:fact|identity|time|method)\b", log) for log in logs
    )
    assert on_the_replica
    assert not on_primary


@pytest.mark.parametrize(
    "path", ["/oversikt/", "/oversikt/OS/lista/?kohort=inskrivna", "/rapporter/malbild/"]
)
def test_a_page_reads_the_replica_and_writes_its_access_log_on_the_primary(
    servers, reports, plain, path
):
    reader = "ledare" if "lista" in path else "koordinator"
    lines = (
        "SELECT count(*), max(array_length(participants, 1)) FROM audit_accesslog"
        " WHERE route LIKE 'GET reporting%'"
    )
    before = run(servers.primary, lines)[0][0]
    with statements(servers.primary, servers.replica) as logs:
        (status, body), warned = reports.call(replica_pages.page, reader, path)
    assert (status, warned) == (200, [])
    assert "reporting_fact" not in logs[0]
    assert "reporting_fact" in logs[1]
    if "lista" in path:
        assert run(servers.primary, lines) == [(before + 1, 2)]
    own = re.compile(rb'name="(?:csrfmiddlewaretoken|key)" value="[^"]+"')
    assert own.sub(b"", body) == own.sub(b"", plain.call(replica_pages.page, reader, path)[0][1])


def test_without_the_setting_there_is_no_replica(plain):
    assert plain.call(on_replica.aliases) == (["default"], [])
    assert plain.call(on_replica.queries) == ([replica._WORK_MEM, "SELECT 1"], [])
    assert plain.call(replica_pages.page, "", "/halsa/redo/")[0][1] == b'{"redo": true, "fel": []}'


def test_reports_read_nowhere_else():
    """What reads with SQL of its own under reporting/ goes through mia.access.replica. Exceptions:
    what sets and locks, what tells at once that a locked month has changed, and disposal: its list
    is of this moment, as what is done by it.
    """
    own = {
        source.name(path)
        for path in source.modules("reporting")
        if "connection.cursor()" in path.read_text()
    }
    assert own <= {
        "reporting/months/actions.py",
        "reporting/runs/actions.py",
        "reporting/months/changes.py",
        "reporting/exports/rows.py",
        "reporting/retention/actions.py",
        "reporting/retention/listing.py",
    }


def test_row_level_security_holds_on_the_replica(reports):
    everyone = ["Ekdal", "Hemmansson", "Lindö", "Åsberg"]
    seen = {
        "cecilia": ["Lindö"],
        "anna": ["Ekdal", "Hemmansson"],
        "dan": ["Ekdal"],
        "system": everyone,
        "nobody": None,
    }
    for name, names in seen.items():
        assert reports.ask(name, NAMES) == ([[(True, names)]], []), name
    facts = f"{WHERE}, count(*) FROM reporting_fact"
    assert reports.ask("nobody", facts) == ([[(True, 0)]], [])
    assert reports.ask("ledare.hbs", facts) == ([[(True, 1)]], [])
    assert reports.call(on_replica.outside, NAMES) == ([(False, None)], []), (
        "no unit of work: the primary, and nobody"
    )
    assert reports.call(on_replica.switching)[0] == [
        (True, 0),
        (True, 4),
        (True, 0),
        (True, 4),
        (True, 0),
    ]


@pytest.mark.parametrize("how", ["well", "error", "nested error"])
def test_nothing_of_the_identity_outlives_the_unit_of_work(reports, how):
    (inside, after), _ = reports.call(on_replica.remains, how)
    pid, token, scope, timeout, isolation = inside
    assert token
    assert scope
    assert (timeout, isolation) == ("77s", "repeatable read")
    assert after[:3] == (pid, "", "")
    assert after[3] == "10s"


def test_all_of_one_unit_of_work_is_one_snapshot(servers, reports):
    found, _ = reports.call(on_replica.one_snapshot, servers.primary.conninfo("mia"))
    (_, first), *later = found
    assert later == [(True, first), (True, first + 1)]


def test_a_unit_of_work_that_has_written_reads_what_it_wrote(reports):
    assert reports.call(on_replica.own_writes) == ([(True, False), (False, True)], [])


def test_where_commits_are_not_waited_for_the_primary_is_read(reports):
    assert reports.call(on_replica.without_waiting_for_commits) == ([(False,)], [])


def test_a_month_is_locked_with_a_replica(reports):
    reports.call(replica_pages.export, "esf-deltagare", "koordinator", "--month", MONTH)
    (run_id, locked), _ = reports.call(replica_pages.latest_run)
    assert not locked
    (status, _), _ = reports.call(
        replica_pages.page, "koordinator", f"/rapporter/esf-deltagare/{run_id}/las/", {}
    )
    assert (status, reports.call(replica_pages.latest_run)[0]) == (302, (run_id, True))


def test_what_was_committed_a_moment_ago_is_in_the_report(servers, reports, plain):
    export = [replica_pages.export, "esf-deltagare", "koordinator", "--month", MONTH]
    before, _ = reports.call(*export)
    with paused(servers.replica):
        plain.call(on_replica.enrol, "Nyss")
        began = time.monotonic()
        found, warned = reports.call(*export)
        assert time.monotonic() - began > 1
        assert len(found.splitlines()) == len(before.splitlines()) + 1
        assert [bool(BEHIND.search(line)) for line in warned] == [True]
        began = time.monotonic()
        assert reports.ask("system", WHERE, rested=False) == ([[(False,)]], []), (
            "left alone for a while"
        )
        assert time.monotonic() - began < 0.5
    assert reports.ask("system", WHERE) == ([[(True,)]], [])


def test_a_replica_that_is_a_little_behind_is_waited_for(servers, reports, plain):
    with paused(servers.replica):
        plain.call(on_replica.enrol, "Strax")
        threading.Timer(0.3, run, [servers.replica, "SELECT pg_wal_replay_resume()"]).start()
        ((found,),), warned = reports.ask("system", NAMES)
    assert (found[0], "Strax" in found[1], warned) == (True, True, [])


def test_a_quiet_primary_is_not_taken_for_one_that_is_ahead(servers, reports):
    run(servers.primary, "SELECT pg_switch_wal()")
    assert reports.ask("system", WHERE) == ([[(True,)]], [])
    run(servers.primary, "CHECKPOINT", "SELECT pg_switch_wal()")
    assert reports.ask("system", WHERE) == ([[(True,)]], [])


def test_a_quiet_primary_is_made_to_finish_what_it_has_half_sent(servers, reports):
    """A great deal written, nothing committed: what is flushed ends in the middle of a record, and
    stays so.
    """
    flushed = "SELECT pg_current_wal_flush_lsn() - '0/0'"
    with psycopg.connect(servers.primary.conninfo("mia")) as writer:
        for _ in range(20):
            writer.execute("INSERT INTO probe SELECT generate_series(1, 20000)")
            time.sleep(0.5)  # the primary writes out whole pages five times a second
            ahead = run(servers.primary, flushed)[0][0] - run(servers.replica, REPLAYED)[0][0]
            if ahead > 0:
                break
        assert 0 < ahead < 8192
        assert reports.ask("system", WHERE) == ([[(True,)]], [])
        writer.rollback()
