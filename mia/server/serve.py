"""`make run`: database, migrations, demo data the first time, then web server and background worker
until Ctrl-C.

    python -m mia.server.serve            # PORT=8000 MIA_DEMO=1, unless DATABASE_URL is set: then 0
    python -m mia.server.serve --setup    # the database and its migrations only

The web server runs in this process, so that a kill -9 of it leaves no half of it behind: its
workers ask the kernel to end with it, and the embedded database is joined or recovered by the next
start.
"""

import ctypes
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connections
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]  # one class only

from mia.server import embedded, keeper, privileges
from mia.server.keeper import PR_SET_PDEATHSIG

ROOT = Path(__file__).resolve().parent.parent.parent
DEMO_USERS = ("cm.os", "se.hbs", "ledare.os", "koordinator", "granskare", "admin")
HOST = "127.0.0.1"


class Server(BaseApplication):
    """Gunicorn on the loopback address; `at_end` runs when its workers have ended."""

    def __init__(self, port: int, at_end: Callable[[], None]) -> None:
        self.port = port
        self.at_end = at_end
        super().__init__()

    def load_config(self) -> None:
        options: dict[str, Any] = {
            "bind": f"{HOST}:{self.port}",
            # Gunicorn's default is whoever imported it, and that may have been root
            "user": os.geteuid(),
            "group": os.getegid(),
            "workers": min(4, (os.cpu_count() or 1) + 1),
            "worker_class": "mia.server.buffered.BufferedWorker",
            "timeout": 60,
            "graceful_timeout": 5,
            "control_socket_disable": True,
            "loglevel": "warning",
            "post_fork": lambda _server, _worker: ctypes.CDLL(None).prctl(
                PR_SET_PDEATHSIG, signal.SIGTERM
            ),
            "when_ready": lambda _: signal.signal(
                signal.SIGHUP, lambda *_: os.kill(os.getpid(), signal.SIGTERM)
            ),
            "on_exit": lambda _: self.end(),
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def end(self) -> None:
        self.at_end()
        print("\nStopped.", flush=True)

    def load(self) -> object:
        # In the worker, after the database is ready.
        from mia.wsgi import application  # noqa: PLC0415 - see above

        return application


def main() -> None:
    for signum in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(signum, lambda number, _: sys.exit(128 + number))
    only_setup = "--setup" in sys.argv[1:]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mia.settings")
    os.environ.setdefault("MIA_DB_ROLE", "app")
    os.environ.setdefault("MIA_DEMO", "0" if os.environ.get("DATABASE_URL") else "1")
    try:
        port = 0 if only_setup else free_port(os.environ.get("PORT") or "8000")
        prepare()
        if not only_setup:
            serve(port)
    except embedded.EmbeddedError as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit("\nStopped.")


def free_port(text: str) -> int:
    """The port to listen on; ends with a sentence when it cannot be had."""
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        sys.exit(
            f"PORT={text} is not a port: choose a number from 1024 to 65535, "
            "for example `make run PORT=8001`."
        )
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, int(text)))
            probe.listen()
        except PermissionError:
            sys.exit(
                f"Port {text} is for root only: choose another one, "
                "for example `make run PORT=8001`."
            )
        except OSError:
            sys.exit(
                f"Port {text} is taken by another program: stop it, "
                f"or run `make run PORT={int(text) % 65535 + 1}`."
            )
    return int(text)


def prepare() -> None:
    """Start or join the database and bring its tables up to date."""
    where = (
        "in DATABASE_URL"
        if os.environ.get("DATABASE_URL")
        else f"embedded, in {embedded.data_dir()}"
    )
    print(f"Database: {where}", flush=True)
    embedded.ensure(with_roles=True)
    if manage("migrate", "--check", quiet=True) != 0:
        print("Database: making the tables", flush=True)
        run("migrate", "--no-input")


def serve(port: int) -> None:
    if settings.DEMO and not has_staff():
        print("Demo data: building a synthetic county, once (about a minute)", flush=True)
        run("seed_demo")
    if not settings.DEMO and not static_files_are_current():
        print("Static files: collecting", flush=True)
        run("collectstatic", "--no-input", "--verbosity", "0")
    run("sweep_files")
    privileges.drop(embedded.data_dir())
    free_port(str(port))  # not below 1024 any more
    process = keeper.start()
    server = Server(port, lambda: keeper.stop(process))
    print(f"\nMIA runs at http://{HOST}:{port}/  (Ctrl-C stops it)", flush=True)
    if settings.DEMO:
        print(f"Demo users: {', '.join(DEMO_USERS)}", flush=True)
        print(f"Their password is in {embedded.data_dir() / 'demo-password'}", flush=True)
    server.run()


def static_files_are_current() -> bool:
    """Collecting compresses 400 files: only when ours or the installed packages are newer than the
    last result.
    """
    manifest = ROOT / "staticfiles" / "staticfiles.json"
    sources = [*(ROOT / "static").rglob("*"), ROOT / ".venv" / ".installed"]
    newest = max((path.stat().st_mtime for path in sources if path.exists()), default=0.0)
    return manifest.exists() and manifest.stat().st_mtime > newest


def has_staff() -> bool:
    """Whether anybody can log in. Connections are closed: a forked worker must not share one."""
    django.setup()
    try:
        return (
            get_user_model()
            ._base_manager.exclude(password="")
            .exclude(password__startswith="!")  # noqa: S106 - marks that no password can be used
            .exists()
        )
    finally:
        connections.close_all()


def manage(*arguments: str, quiet: bool = False) -> int:
    """Run a command of manage.py, which chooses its own database role."""
    environment = {name: value for name, value in os.environ.items() if name != "MIA_DB_ROLE"}
    sink = subprocess.DEVNULL if quiet else None
    command = [sys.executable, str(ROOT / "manage.py"), *arguments]
    ended = subprocess.run(  # noqa: S603 - our own command
        command, env=environment, stdout=sink, stderr=sink, check=False
    )
    return ended.returncode


def run(*arguments: str) -> None:
    if manage(*arguments) != 0:
        sys.exit(
            f"`manage.py {arguments[0]}` failed: mend what it says above, "
            "then run the same command again."
        )


if __name__ == "__main__":
    main()
