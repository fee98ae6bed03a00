"""Clusters of a test's own, and what asks them."""

import contextlib
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from mia.server import embedded, location
from mia.server.cluster import Cluster

ROOT = Path(__file__).resolve().parent.parent.parent
JOIN_AND_WAIT = (
    "import sys; from pathlib import Path; from mia.server import embedded;"
    " embedded.join(Path(sys.argv[1])); "
)


@contextlib.contextmanager
def data_directory() -> Iterator[Path]:
    """Not tmp_path: that is closed to the user who runs the server when root runs the tests."""
    base = Path(tempfile.mkdtemp(prefix="mia test å "))
    base.chmod(0o755)
    yield base / ("x" * 120) / ".data"
    shutil.rmtree(base)


def cluster_of(data: Path) -> Cluster:
    return Cluster(location.locate(data))


def connect(data: Path, role: str = "postgres", database: str = "mia") -> psycopg.Connection:
    fields = embedded.connection(data, role)
    return psycopg.connect(
        host=fields["HOST"], port=fields["PORT"], user=role, dbname=database, autocommit=True
    )


def rows_of(data: Path, query: str, **where: str) -> list[tuple]:
    with connect(data, **where) as connection:
        return connection.execute(query).fetchall()


def other_process(data: Path, then: str) -> subprocess.Popen:
    """Another process that joins, says so, and goes on with `then`."""
    code = JOIN_AND_WAIT + f"print('joined', flush=True); {then}"
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(data)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "joined\n"
    return process


def postmaster_of(data: Path) -> int:
    return int((data / "postgres" / "postmaster.pid").read_text().splitlines()[0])


def one_sentence(error: pytest.ExceptionInfo) -> str:
    text = str(error.value)
    assert "\n" not in text
    assert text.endswith(".")
    return text
