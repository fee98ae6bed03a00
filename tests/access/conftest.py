"""A primary and its replica, and programs with and without it, for the tests of the replica."""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from mia.server import embedded
from mia.server.cluster import Cluster
from mia.server.location import locate
from tests import source
from tests.access import on_replica
from tests.access.two_servers import environment, program, replicate, run


@pytest.fixture(scope="package")
def servers() -> Iterator[SimpleNamespace]:
    """Not in tmp_path: that is closed to the user who runs the servers when root runs the tests."""
    base = Path(tempfile.mkdtemp(prefix="mia-replica-"))
    base.chmod(0o755)
    data = base / "primary"
    with contextlib.ExitStack() as stack:
        stack.callback(shutil.rmtree, base)
        embedded.join(data)
        stack.callback(embedded.leave, data)
        primary = Cluster(locate(data))
        words = os.environ | environment(data, "") | {"MIA_DB_ROLE": "owner"}
        subprocess.run(
            [sys.executable, "manage.py", "migrate", "-v", "0"],
            cwd=source.ROOT,
            env=words,
            check=True,
        )
        (primary.place.path / "pg_hba.conf").write_text(
            "local all all trust\nlocal replication all trust\n"
        )
        run(
            primary,
            "SELECT pg_reload_conf()",
            "CREATE TABLE probe (n int)",
            "GRANT SELECT ON probe TO mia_app",
            "GRANT pg_signal_backend TO mia_app",  # so that a test can cut its own connection
        )
        replica = replicate(primary, base / "replica")
        stack.callback(replica.stop)
        yield SimpleNamespace(primary=primary, replica=replica, data=data)


@pytest.fixture(scope="package")
def plain(servers) -> Iterator[SimpleNamespace]:
    with program(servers.data) as process:
        process.call(on_replica.world)
        yield process


@pytest.fixture(scope="package")
def reports(servers, plain) -> Iterator[SimpleNamespace]:
    with program(
        servers.data, f"postgres:///{servers.replica.socket}/mia?user=mia_login"
    ) as process:
        yield process
