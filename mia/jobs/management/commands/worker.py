"""`worker`: runs jobs until it is stopped (docs/operations.md)."""

import logging
import tempfile

from django.core.management.base import BaseCommand
from procrastinate import PsycopgConnector
from procrastinate.contrib.django import app, connector_params

from mia.jobs import files

CONNECTIONS = 2  # beside the one that listens and the one of the job


class Command(BaseCommand):
    help = "Kör bakgrundsjobb (exporter och inläsningar) tills den stoppas."

    def handle(self, *args: object, **options: object) -> None:
        """As `procrastinate worker`, with fewer connections and a temporary folder of its own.

        A workbook is written through temporary files. Those that a killed worker leaves then lie
        where only the server reads, and are removed within a day.
        """
        tempfile.tempdir = str(files.open_scratch())
        connector = PsycopgConnector(kwargs=connector_params(), min_size=1, max_size=CONNECTIONS)
        logging.getLogger("psycopg.pool").setLevel(logging.ERROR)
        with app.replace_connector(connector) as worker_app:
            worker_app.run_worker()
