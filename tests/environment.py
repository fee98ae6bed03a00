"""Sets the tests' environment variables and starts the embedded database.

pyproject.toml loads it as a plugin (-p), before Django reads the settings.
"""

import os

os.environ |= {
    "MIA_TESTING": "1",
    "MIA_DB_ROLE": "owner",
    "SECRET_KEY": "bara-for-prov-" + "x" * 50,
}
os.environ.setdefault("MIA_DEMO", "1")
os.environ.setdefault("STATEMENT_TIMEOUT_MS", "60000")
os.environ.setdefault("REQUEST_SECONDS", "600")
# A replica does not have the rows that a test has not committed.
os.environ.pop("DATABASE_REPLICA_URL", None)

from mia.server import embedded

embedded.ensure(with_roles=True)
