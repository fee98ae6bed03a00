"""The file of participants: its share of each step of an import (engine.import_rows).

Works on the temporary table `incoming` (sql/incoming_participants.sql), in sets.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from interventions.imports import staging
from interventions.imports.columns import FileColumn, FileHeader
from interventions.imports.import_request import Block, ImportRequest, ReadRow
from interventions.imports.lookups import ImportLookups
from interventions.imports.participant_reader import FIRST_VERSION, FilePerson, ParticipantReader
from interventions.imports.report import STATUSES, UNCHANGED, RowProblem, lines_of
from interventions.imports.staging import execute
from interventions.imports.waiting_rows import WaitingRows
from interventions.placements.actions import ENDS_WITH_ENROLMENT
from mia.access import bulk
from mia.access.roles import Permission
from participants.enrolments.models import Enrolment
from participants.people.aliases import new_aliases
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
NO_INTERPRETER = ""
NOT_ONESELF = (
    "Du kan inte göra dig själv ansvarig för deltagaren från fil. Be den som ansvarar, eller"
    " delprojektledaren, lägga till dig."
)
LEFT_TO_NOBODY = (
    "Deltagaren har skyddade personuppgifter, och den nya ansvariga kan inte öppna ärendet lika"
    " länge som den nuvarande: kontot är stängt eller uppdraget i delprojektet slutar."
    " Ange någon annan."
)
# What goes when what it belongs to is gone, in a file without its column.
NO_LONGER = {"income_before_percent", "income_after_percent", "exit_facts_on", "ready_for_training"}
# What a record has after the columns of an enrolment.
RECORD_EXTRAS = ["staff", "methods", "consent_on", "person_changed", "version"]


class ParticipantImport:
    """A FileImport (import_request.py)."""

    persons = "participants_persons"

    def __init__(
        self,
        request: ImportRequest,
        header: FileHeader,
        columns: Sequence[FileColumn],
        lookups: ImportLookups,
    ) -> None:
        self.request = request
        self.header = header
        self.reader = ParticipantReader(header, columns, lookups, request)
        self.identities = self.reader.identities
        self.fact_columns = self.reader.fact_columns
        self.headings = {column.field: column.name for column in self.fact_columns}
        self.enrolment_columns = ["id", "participant_id", "delprojekt_id", *self.headings]
        self.waiting = WaitingRows(self.reader, self.headings)
        self.record_columns: list[str] = ["line", "bad", *self.enrolment_columns, *RECORD_EXTRAS]

    def create_incoming(self) -> None:
        execute("incoming_participants")

    def read_block(self, block: Block) -> list[ReadRow]:
        return self.reader.read_block(block)

    def set_aside_wrong_rows(self, problems: list[RowProblem]) -> list[RowProblem]:
        execute("enrolments_match")
        absent = self.header.fields(self.fact_columns, present=False)
        staging.fill_absent(Enrolment, absent)
        execute("enrolments_no_longer", {"absent": absent})
        execute("enrolments_same_income")
        new_problems = staging.broken_constraints(Enrolment, self.headings)
        new_problems += staging.repeated(KEY, KEY, KEY_IN_WORDS)
        new_problems += self._own_assignments()
        new_problems += self._cases_left_to_nobody()
        wrong = lines_of(problems) | lines_of(new_problems)
        new_problems += _overlaps(wrong)
        staging.set_aside(wrong | lines_of(new_problems))
        return new_problems

    def _own_assignments(self) -> list[RowProblem]:
        """Nobody becomes responsible by an own file for a participant that another has: who reads
        in files would so open the notes of every case.
        """
        user = self.request.by
        if user is None:
            return []
        whole = list(user.scope.whole_delprojekt_with(Permission.ASSIGN_STAFF))
        params = {
            "by": user.pk,
            "whole": whole,
        }
        problems = []
        for (line,) in execute("own_assignments", params):
            problem = RowProblem(
                line,
                "handledare",
                user.username,
                NOT_ONESELF,
            )
            problems.append(problem)
        return problems

    def _cases_left_to_nobody(self) -> list[RowProblem]:
        """A protected case is not handed to somebody who cannot open it."""
        protected = []
        for person in self.reader.persons.values():
            if person.protection not in ("", Protection.NONE):
                protected.append(person.pk)
        params = {
            "today": self.request.today,
            "protected": protected,
        }
        problems = []
        for line, username in execute("named_staff_lost", params):
            problems.append(RowProblem(line, "handledare", username, LEFT_TO_NOBODY))
        return problems

    def classify_rows(self) -> None:
        execute(
            "enrolments_facts_changed",
            registered=staging.columns(self.headings, of="e"),
            incoming=staging.columns(self.headings, of="t"),
        )
        execute("enrolments_status", STATUSES)
        self.waiting.classify()

    def count_persons(self) -> int:
        rows = execute("participants_count")
        return int(rows[0][0])

    def write_rows(self) -> None:
        """In the order that the foreign keys ask for; what people edit is locked last."""
        self.waiting.set_aside(by=self.request.by)
        changed = self._write_new_people()
        self._write_enrolments()
        execute("methods_end")
        execute("placements_end", ENDS_WITH_ENROLMENT)
        execute("assignments_write", {"today": self.request.today})
        execute("consents_write")
        execute("methods_insert")
        _update_people(changed)

    def _write_new_people(self) -> list[FilePerson]:
        """Return those that are registered, and changed in the file."""
        people = {person.pk: person for person in self.reader.persons.values()}
        new: list[FilePerson] = []
        changed: list[FilePerson] = []
        for pk, is_changed in execute("participants_to_write", {"unchanged": UNCHANGED}):
            person = people[pk]
            if person.is_new:
                new.append(person)
            if is_changed:
                changed.append(person)
        _insert_people(new, by=self.request.by_id)
        return changed

    def _write_enrolments(self) -> None:
        """Registered ones get the file's facts and the next version."""
        fields = self.header.fields(self.fact_columns, present=True)
        given = [name for name in fields if name not in NO_LONGER]
        absent = self.header.fields(self.fact_columns, present=False)
        assignments = staging.assignments(given, of="t")
        execute("enrolments_update", {"absent": absent}, assignments=assignments)
        columns = staging.columns(self.enrolment_columns)
        execute("enrolments_insert", {"by": self.request.by_id}, columns=columns)


def _overlaps(wrong: set[int]) -> list[RowProblem]:
    """No two enrolments of a person in a delprojekt at the same time.

    Again until nothing more comes: an enrolment whose row is set aside keeps the days it has now.
    `wrong` are the lines that are set aside already.
    """
    problems: list[RowProblem] = []
    aside = set(wrong)
    while True:
        rows = execute("enrolments_overlapping", {"aside": list(aside)})
        if not rows:
            return problems
        for line, other_line, started_on, ended_on in rows:
            right = _overlap_in_words(other_line, started_on, ended_on)
            problems.append(RowProblem(line, "startdatum", "", right))
            aside.add(line)


def _overlap_in_words(other_line: int | None, started_on: date, ended_on: date | None) -> str:
    days = f"från {started_on}"
    if ended_on:
        days = f"{started_on} – {ended_on}"
    where = "i systemet"
    if other_line:
        where = f"på rad {other_line}"
    return f"Deltagaren är redan inskriven i delprojektet under den tiden ({days}, {where})."


def _insert_people(people: list[FilePerson], *, by: int | None) -> None:
    now = execute("now")[0][0]
    rows = []
    numbers = []
    aliases = new_aliases(len(people))
    for person, alias in zip(people, aliases, strict=True):
        rows.append(_participant_values(person, alias, now, by))
        identity = person.identity
        numbers.append((person.pk, person.pk, identity.kind, identity.number))
    bulk.insert(Participant, PARTICIPANT_COLUMNS, rows)
    bulk.insert(PersonalNumber, NUMBER_COLUMNS, numbers)


def _participant_values(
    person: FilePerson, alias: str, now: datetime, by: int | None
) -> tuple[object, ...]:
    """In the order of PARTICIPANT_COLUMNS."""
    return (
        person.pk,
        person.given_name,
        person.family_name,
        person.identity.birth_date,
        person.identity.birth_year,
        person.identity.sex,
        person.protection or Protection.NONE.value,
        alias,
        NO_INTERPRETER,
        FIRST_VERSION,
        now,
        by,
    )


def _update_people(people: Iterable[FilePerson]) -> None:
    execute("person_table")
    rows = []
    for person in people:
        protection = person.protection or None
        rows.append((person.pk, person.given_name, person.family_name, protection))
    bulk.copy("person", ("id", "given", "family", "protection"), rows)
    execute("people_update")
