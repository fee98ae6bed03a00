"""`make run` whose database is killed: the pages come back without anybody's doing."""

import os
import signal
import subprocess
import sys

from tests import source
from tests.faults.conftest import free_port, until
from tests.faults.reader import Reader
from tests.server.clusters import postmaster_of


def test_a_killed_postmaster_is_started_again_and_pages_recover(place):
    """docs/security.md §8, fault 5."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "mia.server.serve"],
        cwd=source.ROOT,
        env=place.environment | {"PORT": str(port)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        reader = Reader(f"http://127.0.0.1:{port}")
        until(lambda: reader.get("/halsa/redo/").status == 200, 60)
        reader.log_in("cm.os", place.password)
        killed = postmaster_of(place.data)
        os.kill(killed, signal.SIGKILL)
        until(lambda: reader.get("/halsa/redo/").status == 503)
        until(lambda: reader.get("/deltagare/").status == 200)
        assert postmaster_of(place.data) != killed
        assert reader.get("/halsa/redo/").status == 200
        assert process.poll() is None
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)
