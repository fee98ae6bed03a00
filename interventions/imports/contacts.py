"""The file of contacts: columns, what a row says, and the writing (docs/formats.md §3)."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from interventions.contacts.enums import Channel, Outcome
from interventions.contacts.models import NOTE_LENGTH, Contact
from interventions.imports import lookups, staging
from interventions.imports.columns import Column, Header, read_row
from interventions.imports.lookups import Lookups
from interventions.imports.participants import Reader as ParticipantReader
from interventions.imports.participants import raw
from interventions.imports.report import CHANGED, NEW, UNCHANGED, Problem, shown
from interventions.imports.staging import execute
from interventions.methods.enums import Method
from mia.core import cells
from mia.core.uuid7 import uuid7

EXTRA = "known boolean, note text, note_changed boolean, facts_changed boolean"
COLUMNS = [
    Column("delprojekt", cells.text(20), required=True),
    Column("personnummer", raw, required=True),
    Column("datum", cells.day, "held_on", required=True),
    Column("starttid", cells.clock, "started_at"),
    Column("minuter", cells.whole(0, 1440), "minutes", required=True),
    Column("kanal", cells.code(Channel.values), "channel", required=True),
    Column("utfall", cells.code(Outcome.values), "outcome", empty=Outcome.HELD.value),
    Column("metod", cells.code(Method.values), "method"),
    Column("handledare", cells.text(60)),
    Column("anteckning", cells.text(NOTE_LENGTH)),
]
FIELDS = [column for column in COLUMNS if column.field]
KEY = ("enrolment_id", "held_on", "started_at", "channel", "staff_id")
FACTS = ("minutes", "outcome", "method")


class Reader:
    """Rows of the file become rows of `incoming`."""

    names = (
        "line",
        "bad",
        "id",
        "enrolment_id",
        "delprojekt_id",
        *(c.field for c in FIELDS),
        "staff_id",
        "note",
    )

    def __init__(self, header: Header, found: Lookups, today: date) -> None:
        self.header, self.found = header, found
        self.fields = FIELDS
        self._people = ParticipantReader(header, found, today)
        self._stays = _stays(list(found.delprojekt.values()))

    def read(self, line: int, cells_: Sequence[Any]) -> tuple[tuple[Any, ...], list[Problem]]:
        """The record for COPY, and everything wrong that can be told from the row itself."""
        values, problems = read_row(line, cells_, self.header, COLUMNS)
        delprojekt = self._people.delprojekt(line, values, problems)
        enrolment = self._enrolment(line, values, delprojekt, problems)
        staff = self._staff(line, values, problems)
        wrong = {problem.column for problem in problems}
        bad = [
            column.field or "staff_id" for column in COLUMNS if column.name in wrong or "" in wrong
        ]
        facts = (values.get(column.name, column.empty) for column in FIELDS)
        return (
            line,
            bad,
            uuid7(),
            enrolment,
            delprojekt,
            *facts,
            staff,
            values.get("anteckning"),
        ), problems

    def _enrolment(
        self, line: int, values: dict[str, Any], delprojekt: int | None, problems: list[Problem]
    ) -> UUID | None:
        """The enrolment that holds the day; after an exit, the latest ended one; never before the
        first.
        """
        identity = self._people.identity(line, values, problems)
        if identity is None or delprojekt is None:
            return None
        person = self.found.persons.get(identity.number)
        number = shown("personnummer", identity.number)
        if person and person.closed:
            problems.append(Problem(line, "personnummer", number, lookups.NOT_HERE))
            return None
        stays = self._stays.get((person.pk, delprojekt)) if person else None
        if not stays:
            right = "Personen är inte inskriven i delprojektet. Läs in eller registrera inskrivningen först."
            problems.append(Problem(line, "personnummer", number, right))
            return None
        day = values.get("datum")
        place = bisect_right(stays, day, key=lambda stay: stay[0]) if day else 1
        if place == 0:
            right = f"Kontakten ligger före inskrivningen, som började {stays[0][0]}."
            problems.append(Problem(line, "datum", str(day), right))
            return None
        return stays[place - 1][1]

    def _staff(self, line: int, values: dict[str, Any], problems: list[Problem]) -> int | None:
        username = values.get("handledare")
        staff = self.found.staff.get(username.lower()) if username else None
        if username and staff is None:
            problems.append(
                Problem(line, "handledare", shown("", username), "Användarnamnet finns inte.")
            )
        return staff


def _stays(delprojekt: list[int]) -> dict[tuple[UUID, int], list[tuple[date, UUID]]]:
    """First day and key of every enrolment, per person and delprojekt, earliest first. Stays never
    overlap, so the latest one that began by a day either holds the day or has ended before it.
    """
    stays = defaultdict(list)
    for person, dp, start, pk in execute(
        "SELECT participant_id, delprojekt_id, started_on, id FROM participants_enrolment"
        " WHERE delprojekt_id = ANY (%s) ORDER BY started_on",
        [delprojekt],
    ):
        stays[person, dp].append((start, pk))
    return dict(stays)


def create() -> None:
    staging.create(Contact, EXTRA)


def settle(reader: Reader, problems: list[Problem]) -> list[Problem]:
    """Everything wrong that only the whole file and the database can tell; afterwards `incoming`
    holds good rows.
    """
    execute("ANALYZE incoming")
    execute(
        "UPDATE incoming t SET id = c.id, known = true FROM interventions_contact c WHERE c.enrolment_id ="
        " t.enrolment_id AND c.held_on = t.held_on AND c.channel = t.channel AND c.started_at IS NOT DISTINCT FROM"
        " t.started_at AND c.staff_id IS NOT DISTINCT FROM t.staff_id"
    )
    names = {column.field: column.name for column in FIELDS}
    staging.fill_absent(Contact, [fact for fact in FACTS if not reader.header.has(names[fact])])
    found = staging.broken_constraints(Contact, names)
    found += staging.repeated(
        KEY, KEY[:2], "Samma kontakt (inskrivning, datum, starttid, kanal och handledare)"
    )
    staging.set_aside([*problems, *found])
    return found


def classify(reader: Reader, *, readable: list[int]) -> None:
    """New, changed or unchanged. A note that exists is compared and changed only where notes may be
    read.
    """
    old, new = (", ".join(f"{side}.{fact}" for fact in FACTS) for side in ("c", "t"))
    noted = reader.header.has("anteckning")
    execute(
        f"UPDATE incoming t SET facts_changed = ({old}) IS DISTINCT FROM ({new}), note_changed = %s AND n.text IS"
        " DISTINCT FROM t.note AND (n.contact_id IS NULL OR t.delprojekt_id = ANY (%s)) FROM interventions_contact c"
        " LEFT JOIN interventions_note n ON n.contact_id = c.id WHERE t.known AND c.id = t.id",
        [noted, readable],
    )
    execute(
        "UPDATE incoming SET status = CASE WHEN known IS NULL THEN %s WHEN facts_changed OR note_changed THEN %s"
        " ELSE %s END",
        [NEW, CHANGED, UNCHANGED],
    )
    execute("ANALYZE incoming")


def persons() -> int:
    """How many persons the good rows are about."""
    return int(
        execute(
            "SELECT count(DISTINCT e.participant_id) FROM participants_enrolment e"
            " WHERE e.id IN (SELECT enrolment_id FROM incoming)"
        )[0][0]
    )


def write(*, by: int | None) -> None:
    """`by` is the user of the page, None for a command: a command corrects as nobody."""
    facts = ", ".join(f"{fact} = t.{fact}" for fact in FACTS)
    execute(
        f"UPDATE interventions_contact c SET {facts}, version = c.version + 1, corrected_by_id = coalesce(%s::bigint,"
        " c.corrected_by_id), corrected_at = CASE WHEN %s::bigint IS NULL THEN c.corrected_at ELSE now() END"
        " FROM incoming t WHERE t.status = %s AND c.id = t.id",
        [by, by, CHANGED],
    )
    names = ", ".join(
        ["id", "enrolment_id", "delprojekt_id", *(column.field for column in FIELDS), "staff_id"]
    )
    execute(
        f"INSERT INTO interventions_contact ({names}, is_protected, version, registered_at, registered_by_id)"
        f" SELECT {names}, false, 1, now(), %s FROM incoming WHERE status = %s",
        [by, NEW],
    )
    execute(
        "DELETE FROM interventions_note n USING incoming t"
        " WHERE t.note_changed AND t.note IS NULL AND n.contact_id = t.id"
    )
    execute(
        "UPDATE interventions_note n SET text = t.note FROM incoming t WHERE t.note_changed AND n.contact_id = t.id"
    )
    execute(
        "INSERT INTO interventions_note (contact_id, enrolment_id, delprojekt_id, is_protected, text)"
        " SELECT t.id, t.enrolment_id, t.delprojekt_id, false, t.note FROM incoming t WHERE t.note IS NOT NULL"
        " AND (t.known IS NULL OR t.note_changed) AND NOT EXISTS (SELECT FROM interventions_note n"
        " WHERE n.contact_id = t.id)"
    )
