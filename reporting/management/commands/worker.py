"""`worker`: makes what has been ordered, until it is stopped (docs/operations.md)."""

import logging
import tempfile
from typing import Any

from django.core.management.base import BaseCommand
from procrastinate import PsycopgConnector
from procrastinate.contrib.django import app, connector_params

from reporting.orders import export_store

SCRATCH = "scratch"
CONNECTIONS = 2  # beside the one that listens and the one of the job


class Command(BaseCommand):
    help = "Gör filerna som är beställda, tills den stoppas."

    def handle(self, *args: Any, **options: Any) -> None:
        """As `procrastinate worker`, with fewer connections, and what a workbook is written through
        on the shelf.

        What a killed worker leaves of it then lies where only the server reads and is taken away
        within a day.
        """
        scratch = export_store.open_store() / SCRATCH
        scratch.mkdir(mode=0o700, exist_ok=True)
        tempfile.tempdir = str(scratch)
        connector = PsycopgConnector(kwargs=connector_params(), min_size=1, max_size=CONNECTIONS)
        logging.getLogger("psycopg.pool").setLevel(logging.ERROR)
        with app.replace_connector(connector) as ours:
            ours.run_worker()
