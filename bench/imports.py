"""Importing files, against COPY of the parsed values into a temporary table and one INSERT … SELECT
per table.
"""

import csv
import tempfile
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from bench import bounds
from bench.measure import Job
from bench.place import County
from interventions.imports import actions as imports_actions
from mia import audit
from mia.access import bulk, identity
from mia.core.uuid7 import uuid7

REFERENCE = (
    "COPY of the parsed values into a temporary table, and one INSERT … SELECT per table,"
    " triggers on"
)
PEOPLE = [
    "delprojekt",
    "personnummer",
    "identitetstyp",
    "fornamn",
    "efternamn",
    "kommun",
    "remitterande",
    "remissdatum",
    "startdatum",
    "metoder",
    "handledare",
    "samtycke_sus",
    "arbetsmarknadsstatus",
    "utbildning",
    "slutdatum",
    "avslutsanledning",
]
CONTACTS = [
    "delprojekt",
    "personnummer",
    "datum",
    "starttid",
    "minuter",
    "kanal",
    "handledare",
    "anteckning",
]
ENROLMENTS = """
SELECT d.code, n.number, e.started_on, s.username, e.id, e.delprojekt_id, s.id
FROM participants_enrolment e
JOIN organisation_delprojekt d ON d.id = e.delprojekt_id
JOIN participants_personalnumber n ON n.participant_id = e.participant_id
JOIN participants_assignment a ON a.enrolment_id = e.id
JOIN organisation_staff s ON s.id = a.staff_id
WHERE NOT e.is_protected AND n.kind = 'PNR'
ORDER BY e.id DESC
"""
DELPROJEKT = """
SELECT d.code, d.id, min(m.municipality_id),
       (SELECT min(staff_id) FROM organisation_membership h
        WHERE h.delprojekt_id = d.id AND h.role = 'case_worker' AND h.ended_on IS NULL)
FROM organisation_delprojekt d
JOIN organisation_delprojekt_municipalities m ON m.delprojekt_id = d.id
GROUP BY d.id
ORDER BY d.id
"""
Parsed = tuple[Any, ...]  # the values of a row, as the reference inserts them


def jobs(county: County) -> Iterator[Job]:
    people, contacts = (500, 5_000) if county.small else (20_000, 200_000)
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "people.csv"
        parsed = write(path, PEOPLE, list(persons(county, people)))
        yield Job(
            name=f"import_participants, {people} rows",
            ours=partial(ours, "participants", path),
            reference=partial(reference, insert_people, parsed),
            reference_is=REFERENCE,
            bounds=bounds.IMPORT,
            same=are_as_many,
        )
        path = Path(scratch) / "contacts.csv"
        parsed = write(path, CONTACTS, list(meetings(county, contacts)))
        yield Job(
            name=f"import_contacts, {contacts} rows",
            ours=partial(ours, "contacts", path),
            reference=partial(reference, insert_contacts, parsed),
            reference_is=REFERENCE,
            bounds=bounds.IMPORT,
            same=are_as_many,
        )
    with county.owner() as owner:  # what was rolled back is not left for the next who measures
        owner.autocommit = True
        owner.execute("VACUUM (ANALYZE)")


def ours(content: str, path: Path) -> int:
    audit.begin()
    with identity.acting_as(identity.SYSTEM, source="bench") as unit:
        bulk.ready()
        result = imports_actions.import_file(path, content=content, by=None, work=unit)
        assert result.new == result.rows, result.problems[:3]
        transaction.set_rollback(True)
    return int(result.new)


def reference(insert: Callable[[list[Parsed]], int], rows: list[Parsed]) -> int:
    with identity.acting_as(identity.SYSTEM, source="bench"):
        bulk.ready()
        many = insert(rows)
        transaction.set_rollback(True)
    return many


def are_as_many(ours: int, reference: int) -> bool:
    return ours == reference


def write(path: Path, names: list[str], rows: list[tuple[list[Any], Parsed]]) -> list[Parsed]:
    """The file; what it says, parsed, is returned."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(names)
        writer.writerows(row for row, _ in rows)
    return [parsed for _, parsed in rows]


def persons(county: County, many: int) -> Iterator[tuple[list[Any], Parsed]]:
    """People whom the county does not have: TF numbers, which no person has, from 90 on."""
    usernames = dict(county.ask("SELECT id, username FROM organisation_staff"))
    delprojekt = county.ask(DELPROJEKT)
    for count in range(many):
        code, place, municipality, worker = delprojekt[count % len(delprojekt)]
        born = date(1960, 1, 1) + timedelta(count % 14_000)
        number = f"{born:%Y%m%d}TF{count // 14_000 + 90}"
        family = f"Prov{count}"
        start = date(2022, 1, 1) + timedelta(count % 300)
        facts = {
            "delprojekt": code,
            "personnummer": number,
            "identitetstyp": "TF",
            "fornamn": "Alva",
            "efternamn": family,
            "kommun": municipality,
            "remitterande": "AF",
            "remissdatum": start - timedelta(9),
            "startdatum": start,
            "metoder": "CM",
            "handledare": usernames[worker],
            "samtycke_sus": start,
            "arbetsmarknadsstatus": "ARBETSLOS",
            "utbildning": "GYMNASIUM",
        }
        row = [facts.get(name, "") for name in PEOPLE]
        alias = f"Q-{count}"
        keys = (uuid7(), uuid7(), place)
        yield row, (*keys, number, family, born, alias, municipality, start, worker)


def meetings(county: County, many: int) -> Iterator[tuple[list[Any], Parsed]]:
    """Contacts of some 2,000 enrolments, each at a time of its own."""
    rows = county.ask(ENROLMENTS)
    for number in range(many):
        code, personal, started, username, enrolment, place, staff = rows[number % len(rows)]
        turn = number // len(rows)
        clock = f"{turn % 24:02}:{turn % 59 + 1:02}"
        note = "Vi gick igenom veckan." if number % 4 == 0 else ""
        row = [code, personal, started, clock, 35, "TELEFON", username, note]
        yield row, (uuid7(), enrolment, place, started, clock, staff, note or None)


def fill(columns: dict[str, str], rows: list[Parsed]) -> None:
    """The values in the temporary table `incoming`; its columns and their types."""
    definitions = ", ".join(f"{name} {kind}" for name, kind in columns.items())
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE incoming ({definitions}) ON COMMIT DROP")
    bulk.copy("incoming", tuple(columns), rows)


def run(statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


PERSON_COLUMNS = {
    "person": "uuid",
    "enrolment": "uuid",
    "place": "bigint",
    "number": "text",
    "family": "text",
    "born": "date",
    "alias": "text",
    "municipality": "text",
    "start": "date",
    "worker": "bigint",
}
INSERT_PEOPLE = [
    """
    INSERT INTO participants_participant (
        id, given_name, family_name, birth_date, birth_year, sex, protection, alias,
        interpreter_language, version, registered_at
    )
    SELECT person, 'Alva', family, born, extract(year FROM born), 'X', 'INGEN', alias, '', 1, now()
    FROM incoming
    """,
    """
    INSERT INTO participants_personalnumber (id, participant_id, kind, number)
    SELECT gen_random_uuid(), person, 'TF', number FROM incoming
    """,
    """
    INSERT INTO participants_enrolment (
        id, participant_id, delprojekt_id, project_id, is_protected, referrer_id, referred_on,
        started_on, municipality_id, district, labour_status, education, income_before,
        income_before_percent, income_after, income_after_percent, disability, foreign_background,
        newly_arrived, homeless, version, registered_at
    )
    SELECT enrolment, person, place,
           (SELECT id FROM organisation_esfproject WHERE code = 'MIA_VIDARE'), false, 'AF',
           start - 9, start, municipality, '', 'ARBETSLOS', 'GYMNASIUM', '{}', '{}', '{}', '{}',
           'EJ_FRAGAD', 'EJ_FRAGAD', 'EJ_FRAGAD', 'EJ_FRAGAD', 1, now()
    FROM incoming
    """,
    """
    INSERT INTO participants_assignment (
        id, enrolment_id, delprojekt_id, is_protected, staff_id, started_on
    )
    SELECT gen_random_uuid(), enrolment, place, false, worker, start FROM incoming
    """,
    """
    INSERT INTO participants_consent (
        id, enrolment_id, delprojekt_id, is_protected, kind, given_on,
        way, text_version, purpose, agencies
    )
    SELECT gen_random_uuid(), enrolment, place, false, 'SUS', start, '', '', '', '{}' FROM incoming
    """,
    """
    INSERT INTO interventions_methodwork (
        id, enrolment_id, delprojekt_id, is_protected, method, started_on
    )
    SELECT gen_random_uuid(), enrolment, place, false, 'CM', start FROM incoming
    """,
]
CONTACT_COLUMNS = {
    "id": "uuid",
    "enrolment": "uuid",
    "place": "bigint",
    "held_on": "date",
    "started_at": "time",
    "staff": "bigint",
    "note": "text",
}
INSERT_CONTACTS = [
    """
    INSERT INTO interventions_contact (
        id, enrolment_id, delprojekt_id, is_protected, held_on, started_at, minutes, channel,
        outcome, staff_id, version, registered_at
    )
    SELECT id, enrolment, place, false, held_on, started_at, 35, 'TELEFON', 'GENOMFORD', staff, 1,
           now()
    FROM incoming
    """,
    """
    INSERT INTO interventions_note (contact_id, enrolment_id, delprojekt_id, is_protected, text)
    SELECT id, enrolment, place, false,
           '1.' || replace(encode(convert_to(rpad(note, 40), 'UTF8'), 'base64'), E'\\n', '')
    FROM incoming WHERE note IS NOT NULL
    """,
]


def insert_people(rows: list[Parsed]) -> int:
    fill(PERSON_COLUMNS, rows)
    run(INSERT_PEOPLE)
    return len(rows)


def insert_contacts(rows: list[Parsed]) -> int:
    fill(CONTACT_COLUMNS, rows)
    run(INSERT_CONTACTS)
    return len(rows)
