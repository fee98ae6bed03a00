"""A proxy between the web server and the database that can cut, refuse, be silent and be slow."""

import contextlib
import socket
import threading
import time
from pathlib import Path

BLOCK = 65_536


class FaultProxy:
    """Listens on loopback and passes on to a unix socket, as `mode` says: ok, refuse, hang.

    `delay` seconds are added to every block that the database sends.
    """

    def __init__(self, target: Path) -> None:
        self.target = str(target)
        self.mode = "ok"
        self.delay = 0.0
        self.pairs: list[tuple[socket.socket, socket.socket]] = []
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """End every connection that there is."""
        for pair in self.pairs:
            for end in pair:
                _end(end)
        self.pairs.clear()

    def close(self) -> None:
        self.mode = "refuse"
        _end(self.listener)
        self.cut()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self.listener.accept()
                if self.mode == "refuse":
                    _end(client)
                    continue
                server = socket.socket(socket.AF_UNIX)
                server.connect(self.target)
                self.pairs.append((client, server))
                self._start(client, server, is_answer=False)
                self._start(server, client, is_answer=True)

    def _start(self, source: socket.socket, target: socket.socket, *, is_answer: bool) -> None:
        threading.Thread(target=self._pump, args=(source, target, is_answer), daemon=True).start()

    def _pump(self, source: socket.socket, target: socket.socket, is_answer: bool) -> None:
        with contextlib.suppress(OSError):
            while block := source.recv(BLOCK):
                while self.mode == "hang":
                    time.sleep(0.05)
                if is_answer and self.delay:
                    time.sleep(self.delay)
                target.sendall(block)
        _end(source)
        _end(target)


def _end(end: socket.socket) -> None:
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()
