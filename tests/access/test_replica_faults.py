"""Reports go on when the replica dies, stops, follows another primary or is promoted."""

import re

import pytest

from tests.access import on_replica, replica_pages
from tests.access.two_servers import run

WHERE = on_replica.WHERE


def test_a_statement_ends_when_its_time_is_up_and_is_not_begun_again(reports):
    (seconds, sqlstate), warned = reports.call(on_replica.too_slow)
    assert (sqlstate, warned) == ("57014", [])
    assert seconds < 2
    assert reports.ask("system", WHERE) == ([[(True,)]], [])


def test_a_replica_that_dies_before_the_first_row_is_done_without(reports):
    cut = (
        f"{WHERE}, CASE WHEN pg_is_in_recovery() THEN pg_terminate_backend(pg_backend_pid()) END,"
        " pg_sleep(0.2)::text"
    )
    ((row,),), warned = reports.ask("system", cut)
    assert (row, len(warned)) == ((False, None, ""), 1)
    found, warned = reports.call(on_replica.copied, cut)
    assert (found, len(warned)) == ([b"f\t\\N\t\n"], 1)
    assert reports.call(on_replica.copied, WHERE) == ([b"t\n"], [])


def test_a_reader_may_stop_before_the_last_row(reports):
    assert reports.call(on_replica.left_early) == (b"t\t1\n", [])
    assert reports.ask("system", WHERE, rested=False) == ([[(True,)]], [])


def test_a_replica_that_dies_later_ends_the_report_and_the_next_one_reads_the_primary(
    servers, reports
):
    (rows, error), warned = reports.call(
        on_replica.cut_in_the_middle, servers.replica.conninfo("mia")
    )
    assert 0 < rows < 200_000
    assert (error, len(warned)) == ("OperationalError", 1)
    assert reports.call(on_replica.copied, WHERE, rested=False) == ([b"f\n"], [])


def test_a_reader_that_the_replica_sends_away_goes_on_with_the_primary(servers, reports):
    """A conflict with recovery: rows that the reader's snapshot needs are cleaned away on the
    primary.
    """
    run(servers.primary, "INSERT INTO probe SELECT generate_series(1, 100)")
    run(
        servers.replica,
        "ALTER SYSTEM SET max_standby_streaming_delay = 0",
        "SELECT pg_reload_conf()",
    )
    logins = [server.conninfo("mia") for server in (servers.primary, servers.replica)]
    (rows, after), warned = reports.call(on_replica.cancelled, *logins)
    run(
        servers.replica, "ALTER SYSTEM RESET max_standby_streaming_delay", "SELECT pg_reload_conf()"
    )
    assert rows >= 100
    assert after == [(False, 0)]
    assert len(warned) == 1


def test_reports_work_while_the_replica_is_stopped(servers, reports):
    health = [replica_pages.health]
    assert reports.call(*health)[0] == (200, {"redo": True, "fel": [], "läsreplik": "används"})
    servers.replica.stop()
    answers = [reports.ask("system", WHERE), reports.ask("system", WHERE)]
    assert [rows for rows, _ in answers] == [[[(False,)]]] * 2
    assert [len(warned) for _, warned in answers] == [1, 1]
    assert not any(
        re.search(r"Ekdal|SELECT|host", line) for _, warned in answers for line in warned
    )
    assert reports.ask("system", WHERE, rested=False) == ([[(False,)]], [])
    assert reports.call(*health)[0] == (
        200,
        {"redo": True, "fel": [], "läsreplik": "används inte just nu"},
    )
    (status, _), _ = reports.call(replica_pages.page, "koordinator", "/oversikt/")
    assert status == 200
    servers.replica.ensure_running()
    assert reports.ask("system", WHERE) == ([[(True,)]], [])
    assert reports.call(*health)[0][1]["läsreplik"] == "används"


def test_a_replica_where_one_is_more_than_the_application_is_not_ready(reports):
    (status, answer), _ = reports.call(replica_pages.health, "postgres")
    assert status == 503
    assert answer["fel"][:2] == [
        "läsrepliken: inloggningen till databasen är postgres, inte mia_login",
        "läsrepliken: databasrollen postgres får för mycket",
    ]
    assert reports.call(replica_pages.health)[0][0] == 200


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("system_identifier::text", "(system_identifier + 1)::text"),
        ("left(pg_walfile_name(pg_current_wal_flush_lsn()), 8)", "'00000002'"),
    ],
    ids=["another cluster", "another timeline"],
)
def test_a_server_that_follows_somebody_else_is_not_read(reports, old, new):
    found, warned = reports.call(on_replica.ask_as_if, old, new, WHERE)
    assert found == [[(False,)]]
    assert "does not follow the primary" in warned[0]


def test_nothing_is_written_through_the_replica_not_even_when_it_has_been_promoted(
    servers, reports
):
    """The last test: after it there is no replica."""
    refused = "25006"  # read_only_sql_transaction
    assert reports.call(on_replica.write) == (refused, [])
    run(servers.replica, "SELECT pg_promote()")
    assert reports.call(on_replica.write) == (refused, [])
    found, warned = reports.ask("system", WHERE)
    assert found == [[(False,)]]
    assert "does not follow the primary" in warned[0]
