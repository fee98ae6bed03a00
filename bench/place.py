"""A finished county as the jobs see it: who works there, with whom, and a browser for each of
them.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

import psycopg
from django.conf import settings
from django.db import connection
from django.test import Client

from mia.access import identity
from mia.organisation.staff.models import Staff

BUSY = """
SELECT n.enrolment_id, s.username, d.code, p.given_name || ' ' || p.family_name
FROM interventions_note n
JOIN participants_enrolment e ON e.id = n.enrolment_id
JOIN organisation_delprojekt d ON d.id = e.delprojekt_id
JOIN participants_participant p ON p.id = e.participant_id
JOIN participants_assignment a ON a.enrolment_id = e.id
JOIN organisation_staff s ON s.id = a.staff_id
WHERE e.ended_on IS NULL AND NOT e.is_protected
ORDER BY e.started_on
LIMIT 1
"""


@dataclass
class County:
    """One database. `enrolments` is its size; `small` runs take fewer rows where the size is not
    the county's.
    """

    enrolments: int
    database: str
    small: bool = False

    @cached_property
    def busy(self) -> tuple[UUID, str, str, str]:
        """An open enrolment with 200 contacts: its key, its case worker, its delprojekt and the
        person's name.
        """
        row: tuple[UUID, str, str, str] = self.ask(BUSY)[0]
        return row

    @property
    def usernames(self) -> dict[str, str]:
        """By role: who sees the busy enrolment."""
        return {
            "case worker": self.busy[1],
            "leader": f"ledare.{self.busy[2].lower()}",
            "coordinator": "coordinator",
        }

    def ask(self, sql: str, *parameters: Any) -> list[Any]:
        with identity.acting_as(identity.SYSTEM, source="bench"), connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            return cursor.fetchall()

    def staff(self, role: str) -> Staff:
        return Staff.objects.get(username=self.usernames.get(role, role))

    def browser(self, role: str) -> Client:
        client = Client(raise_request_exception=True)
        staff = self.staff(role)
        with identity.acting_as(staff.pk, source="bench"):
            client.force_login(staff, backend=settings.AUTHENTICATION_BACKENDS[0])
        return client

    def owner(self) -> psycopg.Connection[Any]:
        """Past every policy, in the county's database: what references are written on."""
        params = connection.get_connection_params()
        names = ("dbname", "user", "password", "host", "port")
        own = {name: params[name] for name in names if params.get(name)}
        if own["user"] == "mia_login":
            own["user"] = "mia_owner"
        owner = psycopg.connect(**own)
        owner.execute("SET ROLE mia_owner")
        owner.execute("SET statement_timeout = 0")
        owner.commit()
        return owner
