"""A web server as `make run` starts it, with an application that says what it got."""

import contextlib
import os
import signal
import socket
import ssl
import subprocess
import sys
import time

from tests.server.clusters import ROOT

PROGRAM = """
import sys
from mia.server.serve import Server

def application(environ, start_response):
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    start_response("200 OK", [("Content-Type", "text/plain")])
    told = [environ["PATH_INFO"], str(len(body))]
    told += [environ.get(f"HTTP_X_FORWARDED_{name}", "-") for name in ("FOR", "PROTO")]
    return [" ".join(told).encode()]

Server.load = lambda self: application
Server(int(sys.argv[1]), lambda: None).run()
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def web_server(program=PROGRAM, **environment):
    """The port of a server that runs, in a process of its own."""
    port = free_port()
    command = [sys.executable, "-c", program, str(port)]
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | environment)
    try:
        wait_for(port)
        yield port
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def wait_for(port, seconds=300):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError), connect(port):
            return
        time.sleep(0.2)
    raise TimeoutError(port)


def connect(port, timeout=60):
    return socket.create_connection(("127.0.0.1", port), timeout)


def read_all(connection):
    """Everything until the server closes."""
    parts = []
    with contextlib.suppress(ConnectionError, ssl.SSLError):
        while part := connection.recv(65536):
            parts.append(part)
    return b"".join(parts)


def ask(port, request, timeout=60):
    """The whole answer to a request, given as bytes."""
    with connect(port, timeout) as connection:
        connection.sendall(request)
        return read_all(connection)


def get(port, path="/"):
    return ask(port, f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())


def post_header(path, length, cookie=""):
    """The header of a post whose body is to come."""
    lines = [f"POST {path} HTTP/1.1", "Host: x", f"Content-Length: {length}", "Connection: close"]
    if cookie:
        lines.append(f"Cookie: {cookie}")
    return "\r\n".join([*lines, "", ""]).encode()
