"""The file of participants against the database: what cannot be so, what is new or changed, and the
writing.

Works on the temporary table `incoming` (sql/incoming_participants.sql), in sets.
"""

from collections.abc import Iterable
from datetime import date, datetime

from interventions.imports import staging
from interventions.imports.participants import FilePerson, ParticipantReader
from interventions.imports.report import STATUSES, UNCHANGED, RowProblem, lines_of
from interventions.imports.staging import execute
from mia.access import bulk
from participants.enrolments.models import Enrolment
from participants.people.enums import Protection
from participants.people.models import Participant, PersonalNumber

KEY = ("participant_id", "delprojekt_id", "started_on")
PARTICIPANT_COLUMNS = (
    "id",
    "given_name",
    "family_name",
    "birth_date",
    "birth_year",
    "sex",
    "protection",
    "alias",
    "interpreter_language",
    "version",
    "registered_at",
    "registered_by_id",
)
NUMBER_COLUMNS = ("id", "participant_id", "kind", "number")
KEY_IN_WORDS = "Samma inskrivning (delprojekt, personnummer och startdatum)"


def create() -> None:
    """An empty `incoming`, gone with the transaction."""
    execute("incoming_participants")


def settle(reader: ParticipantReader, problems: list[RowProblem]) -> list[RowProblem]:
    """Everything wrong that only the whole file and the database can tell; afterwards `incoming`
    holds good rows.
    """
    execute("enrolments_known")
    staging.fill_absent(Enrolment, reader.header.fields(reader.fields, present=False))
    execute("enrolments_same_income")
    more = staging.broken_constraints(Enrolment, reader.headings)
    more += staging.repeated(KEY, KEY, KEY_IN_WORDS)
    more += _overlaps(lines_of(problems) | lines_of(more))
    staging.set_aside(lines_of(problems) | lines_of(more))
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
    days = f"från {started_on}"
    if ended_on:
        days = f"{started_on} – {ended_on}"
    where = "i systemet"
    if other_line:
        where = f"på rad {other_line}"
    return f"Deltagaren är redan inskriven i delprojektet under den tiden ({days}, {where})."


def classify(reader: ParticipantReader) -> None:
    """New, changed or unchanged; and what has changed."""
    execute(
        "enrolments_facts_changed",
        registered=staging.columns(reader.headings, of="e"),
        incoming=staging.columns(reader.headings, of="t"),
    )
    execute("enrolments_status", STATUSES)


def persons() -> int:
    """How many persons the good rows are about."""
    return int(execute("participants_count")[0][0])


def write(reader: ParticipantReader, *, by: int | None, today: date) -> None:
    """Everything, in the order that the foreign keys ask for. `by` is the user of the page, None
    for a command.
    """
    _write_people(reader, by=by)
    _write_enrolments(reader, by=by)
    execute("methods_end")
    execute("assignments_write", {"today": today})
    execute("consents_write")
    execute("methods_insert")


def _write_people(reader: ParticipantReader, *, by: int | None) -> None:
    people = {person.pk: person for person in reader.persons.values()}
    new: list[FilePerson] = []
    changed: list[FilePerson] = []
    for pk, is_changed in execute("participants_to_write", {"unchanged": UNCHANGED}):
        person = people[pk]
        if person.is_new:
            new.append(person)
        if is_changed:
            changed.append(person)
    _insert_people(new, by=by)
    _update_people(changed)


def _insert_people(people: list[FilePerson], *, by: int | None) -> None:
    now = execute("now")[0][0]
    rows = (_participant_values(person, now, by) for person in people)
    bulk.insert(Participant, PARTICIPANT_COLUMNS, rows)
    numbers = (
        (person.pk, person.pk, person.identity.kind, person.identity.number) for person in people
    )
    bulk.insert(PersonalNumber, NUMBER_COLUMNS, numbers)


def _participant_values(person: FilePerson, now: datetime, by: int | None) -> tuple[object, ...]:
    """In the order of PARTICIPANT_COLUMNS."""
    return (
        person.pk,
        person.given_name,
        person.family_name,
        person.identity.birth_date,
        person.identity.birth_year,
        person.identity.sex,
        person.protection or Protection.NONE.value,
        person.alias,
        "",
        1,
        now,
        by,
    )


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
    fields = reader.header.fields(reader.fields, present=True)
    execute("enrolments_update", assignments=staging.assignments(fields, of="t"))
    execute("enrolments_insert", {"by": by}, columns=staging.columns(reader.enrolment_columns))
