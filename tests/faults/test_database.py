"""The database is cut off, refuses, is silent or slow: docs/security.md §8, faults 1 to 6."""

import os
import signal
import time
from secrets import randbelow

import pytest

from tests.faults.conftest import Meanwhile, gunicorn, held, until
from tests.faults.reader import NO_ANSWER, Reader, fields_of, links_of
from tests.server.test_keeper import children

LIST = "/deltagare/"
UNAVAILABLE = "tillfälligt otillgängligt"
CONTACTS = "SELECT count(*) FROM interventions_contact"
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
WORKING = "SELECT count(*) FROM pg_stat_activity WHERE usename = 'mia_login' AND state <> 'idle'"


def is_waiting(place):
    return place.one(WAITING)[0]


@pytest.fixture
def contact(reader):
    """The form of a new contact, filled in: where it goes, and its fields."""
    case = links_of(reader.get(LIST), r"/deltagare/[0-9a-f-]{36}/")[0]
    path = f"{case}kontakter/ny/"
    return path, fields_of(reader.get(path)) | new_contact()


def new_contact() -> dict[str, str]:
    """At a time of its own: the same contact is not logged twice."""
    started_at = f"{randbelow(24):02}:{randbelow(60):02}"
    facts = {"minutes": "45", "channel": "TELEFON", "outcome": "GENOMFORD"}
    return facts | {"started_at": started_at}


def test_a_connection_that_is_cut_is_an_error_page_and_the_next_one_works(
    place, reader, contact, proxy
):
    path, fields = contact
    before = place.one(CONTACTS)
    with held(place, "interventions_contact"):
        answer = Meanwhile(reader.post, path, **fields)
        until(lambda: is_waiting(place))
        proxy.cut()
        assert answer.result().status in (500, 503)
    until(lambda: not is_waiting(place))
    assert place.one(CONTACTS) == before
    assert reader.post(path, **fields).status == 200, "the same form, sent once more"
    assert place.one(CONTACTS)[0] == before[0] + 1


def test_a_database_that_refuses_is_said_and_comes_back_by_itself(reader, proxy):
    proxy.mode = "refuse"
    proxy.cut()
    page = reader.get(LIST)
    assert (page.status, page.headers["Retry-After"]) == (503, "30")
    assert UNAVAILABLE in page.text
    probe = Reader(reader.url)  # without a session, as a probe comes
    assert probe.get("/halsa/redo/").status == 503
    assert probe.get("/halsa/lever/").status == 200
    proxy.mode = "ok"
    until(lambda: probe.get("/halsa/redo/").status == 200)
    assert reader.get(LIST).status == 200


def _give_connections(reader, proxy):
    """Both workers answer a page, so each keeps a connection; one without gives up in 3 seconds."""
    proxy.delay = 0.3
    pages = [Meanwhile(reader.get, LIST), Meanwhile(reader.get, LIST)]
    assert [page.result().status for page in pages] == [200, 200]
    proxy.delay = 0.0


def test_a_silent_database_stops_one_worker_for_a_while_and_nobody_else(place, reader, proxy):
    """The web server ends the worker that waits; the other one answers, and a new one comes."""
    with gunicorn(place, proxy, timeout=10) as server:
        patient, reader.url = reader.url, server.url
        until(lambda: len(children(server.process.pid)) == 2)
        workers = set(children(server.process.pid))
        _give_connections(reader, proxy)
        proxy.mode = "hang"
        page = Meanwhile(reader.get, LIST)
        time.sleep(1)
        assert Reader(server.url).get("/halsa/lever/").status == 200
        assert page.result().status in (NO_ANSWER, 500, 503)
        # The database is silent until the worker is gone: one that gets an answer would live on.
        until(lambda: workers - set(children(server.process.pid)))
        proxy.mode = "ok"
        proxy.cut()
        until(lambda: len(children(server.process.pid)) == 2)
        assert len(workers - set(children(server.process.pid))) == 1
    reader.url = patient
    until(lambda: reader.get(LIST).status == 200)


def test_a_slow_database_is_a_page_that_says_so_before_the_worker_is_killed(
    place, reader, contact, proxy
):
    """Seen before: silence, and a worker that was killed after 32 seconds."""
    path, fields = contact
    before = place.one(CONTACTS)
    with gunicorn(place, proxy, request_seconds=3) as server:
        patient, reader.url = reader.url, server.url
        workers = children(server.process.pid)
        proxy.delay = 1.0
        answer = reader.post(path, **fields)
        proxy.delay = 0.0
        assert (answer.status, answer.headers["Retry-After"]) == (503, "30")
        assert UNAVAILABLE in answer.text
        assert children(server.process.pid) == workers
    reader.url = patient
    assert place.one(CONTACTS) == before
    assert reader.post(path, **fields).status == 200
    assert place.one(CONTACTS)[0] == before[0] + 1


def test_a_killed_worker_leaves_nothing_half_written_and_no_lock(server, place, reader, contact):
    path, fields = contact
    before = place.one(CONTACTS)
    with held(place, "interventions_contact"):
        answer = Meanwhile(reader.post, path, **fields)
        until(lambda: is_waiting(place))
        for worker in children(server.process.pid):
            os.kill(worker, signal.SIGKILL)
        assert answer.result().status == NO_ANSWER
        until(lambda: place.one(WORKING)[0] == 0, 5)
    assert place.one(CONTACTS) == before
    until(lambda: reader.get(LIST).status == 200)


def test_a_killed_database_process_is_survived(place, reader, contact):
    """All of them end with it; what was acknowledged is there, and a repeat adds nothing."""
    path, fields = contact
    assert reader.post(path, **fields).status == 200
    after = place.one(CONTACTS)
    backend = place.one("SELECT pid FROM pg_stat_activity WHERE usename = 'mia_login' LIMIT 1")[0]
    os.kill(backend, signal.SIGKILL)
    until(lambda: reader.get("/halsa/redo/").status == 200)
    assert place.one(CONTACTS) == after
    assert reader.post(path, **fields).status == 200
    assert place.one(CONTACTS) == after


def test_an_orderly_stop_finishes_the_request(place, proxy, calm):
    with gunicorn(place, proxy) as server:
        reader = Reader(server.url)
        reader.log_in("cm.os", place.password)
        with held(place, "participants_participant") as release:
            page = Meanwhile(reader.get, LIST)
            until(lambda: is_waiting(place))
            server.process.send_signal(signal.SIGTERM)
            time.sleep(0.3)
            release()
            assert page.result().status == 200
        assert server.process.wait(10) == 0
