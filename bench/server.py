"""The web server of `make run` on a county's database: python -m bench.server PORT DATABASE."""

import signal
import sys

from bench import setting

signal.signal(signal.SIGTERM, lambda number, _: sys.exit(0))
setting.use(database=sys.argv[2])

from django.db import connection  # noqa: E402 - Django is set up above

from mia.serve import Server  # noqa: E402 - Django is set up above

connection.close()
Server(int(sys.argv[1]), at_end=lambda: None).run()
