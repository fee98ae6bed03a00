"""Django as `make run` sets it up, in this process, on the embedded database or on DATABASE_URL's
server.
"""

import os

import django
from django.conf import settings
from django.db import connection

from mia.server import embedded


def use(*, role: str = "app", database: str = "") -> None:
    """Demo mode is plain HTTP without a second factor; nothing else differs. `role` is whom the
    database sees.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mia.settings")
    os.environ.update(MIA_DB_ROLE=role, MIA_DEMO="1")
    embedded.ensure(with_roles=True)
    django.setup()
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    settings.ROOT_URLCONF = "bench.bare"
    if database:
        connect(database)


def connect(database: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = database
