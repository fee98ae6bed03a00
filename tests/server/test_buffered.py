"""Slow and large requests: who sends them waits, and is sent away; nobody else notices."""

import contextlib
import time

import pytest

from mia.core.bodies import BEFORE_LOGIN
from mia.server import buffered
from tests.server.web import PROGRAM, ask, connect, get, post_header, read_all, web_server

QUICK = """
from mia.server import buffered
buffered.HEADER_SECONDS = buffered.IDLE_SECONDS = 2
buffered.SLOWEST = 1000
"""


@pytest.fixture(scope="module")
def port():
    with web_server() as port:
        yield port


@pytest.fixture(scope="module")
def quick_port():
    """A server that waits two seconds where others wait longer."""
    with web_server(QUICK + PROGRAM) as port:
        yield port


def test_twenty_requests_that_stop_halfway_stop_nobody(port):
    """More than there are processes and threads: in the header, and in the body."""
    half_open = []
    for number in range(40):
        connection = connect(port)
        half = b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: "
        if number % 2:
            half = post_header("/konto/logga-in/", 1000) + b"x=1"
        connection.sendall(half)
        half_open.append(connection)
    began = time.monotonic()
    for _ in range(10):
        assert get(port).startswith(b"HTTP/1.1 200")
    assert time.monotonic() - began < buffered.HEADER_SECONDS
    for connection in half_open:
        connection.close()


@pytest.mark.parametrize(
    "half",
    [
        b"",
        b"GET / HTTP/1.1\r\n",
        post_header("/konto/logga-in/", 1000),
        post_header("/konto/logga-in/", 1000) + b"x=1",
    ],
    ids=["nothing", "half a header", "no body", "half a body"],
)
def test_who_stops_is_sent_away(quick_port, half):
    with connect(quick_port) as connection:
        connection.sendall(half)
        assert read_all(connection) == b""


def test_who_sends_a_byte_at_a_time_is_sent_away(quick_port):
    """Each byte is activity: the time of the whole request counts."""
    sent = 0
    with connect(quick_port) as connection, contextlib.suppress(ConnectionError):
        connection.sendall(b"GET / HTTP/1.1\r\nX-Slow: ")
        while sent < 300:
            connection.sendall(b"x")
            sent += 1
            time.sleep(0.2)
    assert sent < 300


@pytest.mark.parametrize(
    ("path", "cookie", "length", "status"),
    [
        ("/konto/logga-in/", "", BEFORE_LOGIN, b"200"),
        ("/konto/logga-in/", "", BEFORE_LOGIN + 1, b"413"),
        ("/las-in/", "", BEFORE_LOGIN + 1, b"413"),
        ("/las-in/", "session=x", BEFORE_LOGIN + 1, b"200"),
        ("/deltagare/sok/", "session=x", 3_000_000, b"413"),
    ],
)
def test_a_body_is_refused_by_its_told_length(port, path, cookie, length, status):
    header = post_header(path, length, cookie)
    body = b"x" * length if status == b"200" else b""
    assert ask(port, header + body).split()[1] == status


def test_a_body_in_chunks_is_counted(port):
    header = b"POST /konto/logga-in/ HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n"
    chunk = b"4000\r\n" + b"x" * 0x4000 + b"\r\n"
    few = ask(port, header + b"Connection: close\r\n\r\n" + chunk + b"0\r\n\r\n")
    assert few.split()[1] == b"200"
    assert few.endswith(b"/konto/logga-in/ 16384 - -")
    with connect(port) as connection:
        connection.sendall(header + b"\r\n")
        for _ in range(4):
            connection.sendall(chunk)
        answer = read_all(connection)
    assert answer.split()[1] == b"413"


def test_a_header_without_end_is_refused(port):
    header = b"GET / HTTP/1.1\r\nX: ".ljust(buffered.HEADER_BYTES, b"x")
    assert ask(port, header).split()[1] == b"431"


def test_what_has_begun_is_finished_on_an_orderly_stop():
    slow = PROGRAM.replace(
        "    start_response(", "    import time; time.sleep(2)\n    start_response("
    )
    with web_server(slow) as port:
        connection = connect(port)
        connection.sendall(b"GET /sist/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        time.sleep(1)
    assert b"/sist/ 0" in read_all(connection)
    connection.close()
