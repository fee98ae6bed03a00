"""Does the connection work as the roles that the policies are made for (docs/adr/0018)?"""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from mia.core import sql

LOGIN_ROLE = "mia_login"
WORKING_ROLE = "mia_app"
# What may be stored for the roles: a pooler of connections needs it, and track_activities is ours.
STORED_SETTINGS = [
    "idle_in_transaction_session_timeout",
    "lock_timeout",
    "role",
    "row_security",
    "search_path",
    "statement_timeout",
    "timezone",
    "track_activities",
]
FAULTS = {
    "login": "inloggningen till databasen är {name}, inte mia_login",
    "working": "databasrollen är {name}, inte mia_app",
    "powerful": "databasrollen {name} får för mycket",
    "can_login": "databasrollen {name} får logga in",
    "owner": "databasrollen {name} äger något i databasen",
    "setting": "en inställning är sparad för en databasroll: {name}",
    "activities": "det som körs i databasen visas för andra",
}


def problems(database: BaseDatabaseWrapper) -> list[str]:
    """Return a Swedish sentence for each thing that is wrong with the roles. Raises Error."""
    params: dict[str, Any] = {
        "login": LOGIN_ROLE,
        "working": WORKING_ROLE,
        "settings": STORED_SETTINGS,
    }
    with database.cursor() as cursor:
        cursor.execute(sql.load("mia.access", "role_faults.sql"), params)
        return [FAULTS[fault].format(name=name) for fault, name in cursor.fetchall()]
