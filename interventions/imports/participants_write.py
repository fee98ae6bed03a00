"""The file of participants against the database: what cannot be so, what is new or changed, and the
writing.

Works on the temporary table `incoming` (sql/incoming_participants.sql), in sets.
"""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from interventions.imports import staging
from interventions.imports.participants import FilePerson, ParticipantReader
from interventions.imports.report import STATUSES, UNCHANGED, RowProblem
from interventions.imports.staging import execute
from mia.access import bulk
from participants.enrolments.models import Enrolment
from participants.people.enums import Protection
from participants.people.models import Participant, PersonalNumber

KEY = ("participant_id", "delprojekt_id", "started_on")
KEY_IN_WORDS = "Samma inskrivning (delprojekt, personnummer och startdatum)"


def create() -> None:
    """An empty `incoming`, gone with the transaction."""
    execute("incoming_participants")


def settle(reader: ParticipantReader, problems: list[RowProblem]) -> list[RowProblem]:
    """Everything wrong that only the whole file and the database can tell; afterwards `incoming`
    holds good rows.
    """
    execute("enrolments_known")
    absent = [column.field for column in reader.fields if not reader.header.has(column.name)]
    staging.fill_absent(Enrolment, absent)
    execute("enrolments_same_income")
    headings = {column.field: column.name for column in reader.fields}
    more = staging.broken_constraints(Enrolment, headings)
    more += staging.repeated(KEY, KEY, KEY_IN_WORDS)
    more += _overlaps({problem.line for problem in [*problems, *more]})
    staging.set_aside([*problems, *more])
    return more


def _overlaps(wrong: set[int]) -> list[RowProblem]:
    """No two enrolments of a person in a delprojekt at the same time.

    Again until nothing more comes: an enrolment whose row is set aside keeps the days it has now.
    `wrong` are the lines that are set aside already.
    """
    problems: list[RowProblem] = []
    while rows := execute("enrolments_overlapping", {"aside": list(wrong)}):
        for line, other_line, started_on, ended_on in rows:
            right = _overlap_in_words(other_line, started_on, ended_on)
            problems.append(RowProblem(line, "startdatum", "", right))
            wrong.add(line)
    return problems


def _overlap_in_words(other_line: int | None, started_on: date, ended_on: date | None) -> str:
    days = f"{started_on} – {ended_on}" if ended_on else f"från {started_on}"
    where = f"på rad {other_line}" if other_line else "i systemet"
    return f"Deltagaren är redan inskriven i delprojektet under den tiden ({days}, {where})."


def classify(reader: ParticipantReader) -> None:
    """New, changed or unchanged; and what has changed."""
    fields = [column.field for column in reader.fields]
    execute(
        "enrolments_facts_changed",
        registered=staging.columns(fields, of="e"),
        incoming=staging.columns(fields, of="t"),
    )
    execute("enrolments_status", STATUSES)


def persons() -> int:
    """How many persons the good rows are about."""
    return int(execute("participants_count")[0][0])


def write(reader: ParticipantReader, *, by: int | None, today: date) -> None:
    """Everything, in the order that the foreign keys ask for. `by` is the user of the page, None
    for a command.
    """
    people = {person.pk: person for person in reader.persons.values()}
    is_changed: dict[UUID, bool] = dict(execute("participants_to_write", {"unchanged": UNCHANGED}))
    to_write = [person for pk, person in people.items() if pk in is_changed]
    _insert_people([person for person in to_write if person.is_new], by=by)
    _update_people(person for person in to_write if is_changed[person.pk])
    _write_enrolments(reader, by=by)
    execute("methods_end")
    execute("assignments_write", {"today": today})
    execute("consents_write")
    execute("methods_insert")


def _insert_people(people: list[FilePerson], *, by: int | None) -> None:
    now = execute("now")[0][0]
    columns = (
        *("id", "given_name", "family_name", "birth_date", "birth_year", "sex"),
        *("protection", "alias", "interpreter_language"),
        *("version", "registered_at", "registered_by_id"),
    )
    rows = (
        (
            *(person.pk, person.given_name, person.family_name),
            *(person.identity.birth_date, person.identity.birth_year, person.identity.sex),
            *(person.protection or Protection.NONE.value, person.alias, ""),
            *(1, now, by),
        )
        for person in people
    )
    bulk.insert(Participant, columns, rows)
    numbers = (
        (person.pk, person.pk, person.identity.kind, person.identity.number) for person in people
    )
    bulk.insert(PersonalNumber, ("id", "participant_id", "kind", "number"), numbers)


def _update_people(people: Iterable[FilePerson]) -> None:
    execute("person_table")
    rows = (
        (person.pk, person.given_name, person.family_name, person.protection or None)
        for person in people
    )
    bulk.copy("person", ("id", "given", "family", "protection"), rows)
    execute("people_update")


def _write_enrolments(reader: ParticipantReader, *, by: int | None) -> None:
    """Registered ones get the file's facts and the next version."""
    fields = [column.field for column in reader.fields if reader.header.has(column.name)]
    execute("enrolments_update", assignments=staging.assignments(fields, of="t"))
    execute("enrolments_insert", {"by": by}, columns=staging.columns(reader.enrolment_columns))
