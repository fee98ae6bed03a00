"""Loaded before the settings (pyproject.toml, -p): the tests' own surroundings, and the embedded
database.
"""

import os

os.environ |= {
    "MIA_TESTING": "1",
    "MIA_DB_ROLE": "owner",
    "SECRET_KEY": "bara-for-prov-" + "x" * 50,
}
os.environ.setdefault("MIA_DEMO", "1")
os.environ.setdefault("STATEMENT_TIMEOUT_MS", "60000")
os.environ.pop("DATABASE_REPLICA_URL", None)  # what a test has not committed is on no replica

from mia.server import embedded

embedded.ensure(with_roles=True)
