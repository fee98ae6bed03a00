"""The web server of `make run` on a county's database: python -m bench.server PORT DATABASE."""

import signal
import sys

from bench import setting

signal.signal(signal.SIGTERM, lambda number, _: sys.exit(0))
setting.use(database=sys.argv[2])

from django.db import connection

from mia.server.serve import Server

connection.close()
Server(int(sys.argv[1]), at_end=lambda: None).run()
