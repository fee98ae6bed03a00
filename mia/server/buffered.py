"""The web server's worker process, which takes up a request when all of it has come.

Gunicorn's own workers read a request while nobody else is served: three senders that stopped in
the middle of a header stopped every page for two minutes. Here one loop (waitress) reads from all
connections at once, within limits of size and time, and threads are given whole requests only.
Gunicorn starts, watches and ends the processes, as it does its own.
"""

import os
import time
from collections.abc import Callable, Iterable
from copy import copy
from threading import get_ident
from typing import Any

from django.conf import settings
from gunicorn.workers.base import Worker  # type: ignore[import-untyped]  # one class only
from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import TcpWSGIServer

from mia.core.bodies import largest_body

THREADS = 4
CONNECTIONS = 500  # in each process
HEADER_BYTES = 32 * 1024
HEADER_SECONDS = 15
IDLE_SECONDS = 30
SLOWEST = 8 * 1024  # bytes a second of a body
STUCK_SECONDS = 60
ROUND = 1.0  # seconds


class BoundedParser(HTTPRequestParser):
    """Refuses a body (413) by the length that is told; one in chunks when it has grown too long."""

    adj: Any

    def parse_header(self, header_plus: bytes) -> None:
        super().parse_header(header_plus)
        if self.body_rcv is None:
            return
        cookies = self.headers.get("COOKIE", "")
        largest = largest_body(
            self.path,
            has_session=f"{settings.SESSION_COOKIE_NAME}=" in cookies,
            largest_file=settings.IMPORT_MAX_BYTES,
        )
        self.adj = copy(self.adj)
        self.adj.max_request_body_size = largest + 1


class BoundedChannel(HTTPChannel):
    """One connection; it knows since when the request that is being read has been coming."""

    parser_class = BoundedParser
    began_at = 0.0

    def received(self, data: bytes) -> Any:
        if self.request is None:
            self.began_at = time.time()
        return super().received(data)

    def is_too_slow(self, now: float) -> bool:
        """Tell whether the rest of the request has been waited for long enough."""
        request = self.request
        if request is None:
            return False
        allowed = HEADER_SECONDS + request.body_bytes_received / SLOWEST
        return now - self.began_at > allowed


class BoundedServer(TcpWSGIServer):
    """Closes connections that are idle or too slow."""

    channel_class = BoundedChannel

    def maintenance(self, now: float) -> None:
        super().maintenance(now)
        for channel in self.active_channels.values():
            if channel.is_too_slow(now):
                channel.will_close = True

    @property
    def is_busy(self) -> bool:
        """Whether a request is being answered, or an answer is being sent."""
        for channel in self.active_channels.values():
            if channel.requests or channel.total_outbufs_len:
                return True
        return False


class Timed:
    """The application; it knows since when each thread has been in it."""

    def __init__(self, application: Callable[..., Iterable[bytes]]) -> None:
        self.application = application
        self.began_at: dict[int, float] = {}

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        thread = get_ident()
        self.began_at[thread] = time.monotonic()
        try:
            return self.application(environ, start_response)
        finally:
            del self.began_at[thread]

    @property
    def is_stuck(self) -> bool:
        """Whether a thread has been in it for so long that the process is better begun anew."""
        oldest = min(list(self.began_at.values()), default=time.monotonic())
        return time.monotonic() - oldest > STUCK_SECONDS


class BufferedWorker(Worker):
    """Serves until gunicorn says that it is enough, and then finishes what has begun."""

    def run(self) -> None:
        application = Timed(self.wsgi)
        server = self.make_server(application)
        while self.alive and self.is_parent_alive():
            # A process that says nothing is ended by gunicorn after its `timeout`.
            if not application.is_stuck:
                self.notify()
            self.serve_round(server)
        self.finish(server)

    def make_server(self, application: Timed) -> BoundedServer:
        listener = self.sockets[0].sock
        adjustments = Adjustments(
            sockets=[listener],
            threads=THREADS,
            connection_limit=CONNECTIONS,
            max_request_header_size=HEADER_BYTES,
            channel_timeout=IDLE_SECONDS,
            cleanup_interval=1,
            clear_untrusted_proxy_headers=False,
            asyncore_use_poll=True,
            ident=None,
        )
        sockinfo = (listener.family, listener.type, listener.proto, listener.getsockname())
        return BoundedServer(
            application, _sock=listener, adj=adjustments, bind_socket=False, sockinfo=sockinfo
        )

    def serve_round(self, server: BoundedServer) -> None:
        """Wait for something to read or to write, and do it."""
        wasyncore.loop(timeout=ROUND, use_poll=True, map=server._map, count=1)

    def is_parent_alive(self) -> bool:
        return self.ppid == os.getppid()

    def finish(self, server: BoundedServer) -> None:
        """Take no more connections; end what has begun, within gunicorn's `graceful_timeout`."""
        server.accepting = False
        deadline = time.monotonic() + self.cfg.graceful_timeout
        while server.is_busy and time.monotonic() < deadline:
            self.notify()
            self.serve_round(server)
        server.task_dispatcher.shutdown(timeout=1)
