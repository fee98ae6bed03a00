"""The synthetic county that everything is measured on: as many enrolments as asked for, in a
database of its own.

    # Made unless it is there already, as this code would make it
    python -m bench.make_county 100000 30 mia_bench_100000

Set-based SQL as the owner, triggers off: 100,000 enrolments with 3 million contacts in some
minutes. Nobody in it exists: the numbers are TF numbers, which no person has. What grows is the
history: at every size about 200 staff work in the eight delprojekt today, each with 20 open
enrolments; the others answered for what has ended.
"""

import hashlib
import sys
import time
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from interventions.contacts.models import Note
from mia.access import encryption
from mia.access.roles import Role
from mia.core import personnummer
from mia.organisation.delprojekt.models import Delprojekt, Team
from mia.organisation.memberships.models import Membership
from mia.organisation.staff.models import Staff

ROOT = Path(__file__).resolve().parent.parent
CASELOAD = 20  # open enrolments per case worker
MOST_WORKERS = 24  # in a delprojekt, today
NUMBERED = 2_000  # persons with a number of Skatteverket's test series
CAREER = 100  # enrolments that somebody who has left was responsible for
TEAM = 4
# While the county is made.
SETTINGS = [
    "statement_timeout = 0",
    "idle_in_transaction_session_timeout = 0",
    "work_mem = '256MB'",
    "maintenance_work_mem = '512MB'",
]
TABLES = [
    "participants_participant",
    "participants_personalnumber",
    "participants_enrolment",
    "participants_assignment",
    "participants_consent",
    "interventions_contact",
    "interventions_note",
    "interventions_methodwork",
]
FIRST_NAMES = [
    "Alva",
    "Bertil",
    "Cajsa",
    "Disa",
    "Elof",
    "Fatima",
    "Gun",
    "Hassan",
    "Inga",
    "Jamal",
    "Kerstin",
    "Leif",
    "Mona",
    "Nils",
    "Olga",
    "Per",
    "Rut",
    "Sven",
    "Tuva",
    "Ulf",
]
LAST_NAMES = [
    "Almblad",
    "Björkås",
    "Cedergård",
    "Dalmo",
    "Ekhult",
    "Forshed",
    "Granliden",
    "Hedmyr",
    "Isgren",
    "Jonsvik",
    "Kvarnö",
    "Lundheim",
    "Myråker",
]


def stamp(enrolments: int, contacts_each: int) -> str:
    """Of what decides the county's tables and rows: the same stamp, the same database."""
    migrations = sorted(ROOT.glob("**/migrations/*.py"))
    database_objects = sorted(ROOT.glob("*/sql/**/*.sql")) + sorted(ROOT.glob("mia/*/sql/**/*.sql"))
    own = sorted((ROOT / "bench").glob("county.*"))
    sources = [*migrations, *database_objects, *own]
    # The key that signs identities lies in the database too: with another one, nobody would see a
    # row.
    digest = hashlib.sha256(f"{enrolments} {contacts_each} {settings.SETTINGS_DIGEST}".encode())
    for path in sources:
        if ".venv" not in path.parts:
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def ensure(enrolments: int, contacts_each: int, database: str) -> None:
    """Make the database unless it is there with this stamp."""
    comment = stamp(enrolments, contacts_each)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s",
            [database],
        )
        if cursor.fetchone() == (comment,):
            return
        # WITH (FORCE) would need a superuser as soon as autovacuum is at work there; without it
        # PostgreSQL stops autovacuum by itself.
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = %s AND backend_type = 'client backend'",
            [database],
        )
        cursor.execute("SET statement_timeout = 0")  # files of gigabytes on a busy disk
        cursor.execute(f"DROP DATABASE IF EXISTS {database}")
        cursor.execute(f"CREATE DATABASE {database}")
    connection.close()
    home = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = database
    build(enrolments, contacts_each)
    connection.close()
    connection.settings_dict["NAME"] = home
    with connection.cursor() as cursor:
        cursor.execute(f"COMMENT ON DATABASE {database} IS '{comment}'")


def build(enrolments: int, contacts_each: int) -> None:
    """Migrate an empty database and fill it."""
    call_command("migrate", verbosity=0)
    started = time.perf_counter()
    with connection.cursor() as cursor:
        for setting in SETTINGS:
            cursor.execute(f"SET {setting}")
        staff(enrolments)
        afterwards = without(cursor)
        fill(cursor, enrolments, contacts_each)
        numbers(cursor)
        for statement in afterwards:
            cursor.execute(statement)
        cursor.execute("VACUUM (ANALYZE)")
    seconds = time.perf_counter() - started
    print(f"{enrolments} enrolments: made in {seconds:.0f} s", file=sys.stderr, flush=True)


def fill(cursor: Any, enrolments: int, contacts_each: int) -> None:
    """The rows, by county.sql."""
    values: dict[str, Any] = {
        "n": enrolments,
        "per": contacts_each,
        "given": FIRST_NAMES,
        "family": LAST_NAMES,
        "open": 8 * workers(enrolments) * CASELOAD,
    }
    text = Path(__file__).with_suffix(".sql").read_text()
    cursor.execute("BEGIN")
    for statement in text.split(";\n"):
        if statement.strip():
            cursor.execute(statement, values)
    write_notes(cursor)
    cursor.execute("COMMIT")


def write_notes(cursor: Any) -> None:
    """A note on each contact of the cases with many, encrypted by the application."""
    cursor.execute(CONTACTS_WITH_NOTES)
    contacts = cursor.fetchall()
    field = Note.text_field()
    encryption.data_keys()  # read before the rows occupy the connection
    columns = "contact_id, enrolment_id, delprojekt_id, is_protected, text"
    with cursor.copy(f"COPY interventions_note ({columns}) FROM STDIN") as pipe:
        for contact, *others in contacts:
            pipe.write_row((contact, *others, field.encrypt(NOTE, contact)))


NOTE = "Vi gick igenom veckan och bestämde nästa steg."
CONTACTS_WITH_NOTES = """
SELECT id, enrolment_id, delprojekt_id, is_protected FROM interventions_contact
JOIN (SELECT enrolment FROM draw WHERE i % 500 IN (1, 499)) many ON enrolment = enrolment_id
"""
FOREIGN_KEYS = """
SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname),
       format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname,
              pg_get_constraintdef(oid))
FROM pg_constraint WHERE contype = 'f' AND conrelid = ANY (%s::regclass[])
"""
INDEXES = """
SELECT format('DROP INDEX %%s', indexrelid::regclass), pg_get_indexdef(indexrelid)
FROM pg_index i WHERE indrelid = ANY (%s::regclass[])
  AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)
"""


def without(cursor: Any) -> list[str]:
    """Take away what is quicker made afterwards, and what would write history; the statements that
    bring it back.
    """
    afterwards: list[str] = []
    for statement in (FOREIGN_KEYS, INDEXES):
        cursor.execute(statement, [TABLES])
        for drop, create in cursor.fetchall():
            cursor.execute(drop)
            afterwards.insert(0, create)
    for table in TABLES:
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        afterwards.append(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    return afterwards


def workers(enrolments: int) -> int:
    """Case workers of today in each delprojekt."""
    return max(2, min(MOST_WORKERS, enrolments // 8 // 30))


def staff(enrolments: int) -> None:
    """In each delprojekt a leader, case workers in teams of four, and those who have left; one of
    each other role.
    """
    for delprojekt in Delprojekt.objects.order_by("pk"):
        members = delprojekt_members(delprojekt, enrolments)
        people = Staff.objects.bulk_create(
            Staff(
                username=member.username,
                name=member.username,
                password="!",
                is_active=member.last_on is None,
            )
            for member in members
        )
        Membership.objects.bulk_create(
            Membership(
                staff=person,
                role=member.role,
                team=member.team,
                delprojekt=delprojekt,
                started_on="2017-01-01",
                ended_on=member.last_on,
            )
            for person, member in zip(people, members, strict=True)
        )
    for role in (Role.COORDINATOR, Role.INVESTIGATOR, Role.LOG_REVIEWER):
        person = Staff.objects.create(username=role.value, name=role.label, password="!")
        Membership.objects.create(staff=person, role=role, started_on="2017-01-01")


@dataclass(frozen=True)
class BenchMember:
    username: str
    role: Role
    team: Team | None = None
    last_on: str | None = None


def delprojekt_members(delprojekt: Delprojekt, enrolments: int) -> list[BenchMember]:
    code = delprojekt.code.lower()
    today = workers(enrolments)
    former = max(1, enrolments // 8 // CAREER)
    teams = Team.objects.bulk_create(
        Team(delprojekt=delprojekt, name=f"Team {number + 1}")
        for number in range(-(-today // TEAM))
    )
    members = [BenchMember(f"ledare.{code}", Role.PROJECT_LEADER)]
    for number in range(today):
        team = teams[number // TEAM]
        members.append(BenchMember(f"cm{number}.{code}", Role.CASE_WORKER, team))
    for number in range(former):
        members.append(BenchMember(f"fd{number}.{code}", Role.CASE_WORKER, last_on="2022-12-31"))
    return members


def numbers(cursor: Any) -> None:
    """Skatteverket's test numbers for the latest persons: a file of contacts names nobody by a TF
    number.
    """
    cursor.execute(
        "SELECT id FROM participants_personalnumber ORDER BY id DESC LIMIT %s", [NUMBERED]
    )
    keys = [key for (key,) in cursor.fetchall()]
    test_numbers = []
    for number in range(len(keys)):
        birth = personnummer.FIRST_TEST_BIRTH + timedelta(number // 2)
        sex = "KM"[number % 2]
        test_numbers.append(personnummer.test_number(birth, sex).number)
    cursor.execute(
        "UPDATE participants_personalnumber n SET kind = 'PNR', number = t.number"
        " FROM unnest(%s::uuid[], %s::text[]) t (id, number) WHERE n.id = t.id",
        [keys, test_numbers],
    )
