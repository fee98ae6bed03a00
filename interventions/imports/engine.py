"""One way through for both kinds of file. Runs inside the caller's unit of work and never commits
by itself.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import DataError, IntegrityError, OperationalError, transaction

from interventions.access import delprojekt_with_all_notes
from interventions.imports import (
    contacts,
    lookups,
    participants,
    participants_write,
    rejects,
    staging,
)
from interventions.imports.columns import match
from interventions.imports.report import Result
from mia.access import bulk
from mia.core.tabular import FileError, Table, open_table

if TYPE_CHECKING:
    from mia.organisation.staff.models import Staff

Progress = Callable[[str, int], None]
LOCK = 0x4D4941_01  # two imports never run at the same time
EVERY = 2_000


@dataclass(frozen=True)
class Order:
    """What is asked for. `by` is the page's user, None for a command."""

    path: Path
    by: "Staff | None"
    today: date
    dry_run: bool
    reject: Path | None
    progress: Progress


def import_participants(order: Order) -> Result:
    """Raises FileError when the file as a whole cannot be used."""
    found = _begin(order)
    columns = participants.columns(found.codes)
    table = open_table(order.path, {column.name for column in columns})
    reader = participants.Reader(match(table.header, columns), found, order.today)
    participants_write.create()
    result = _stream(table, reader, order)
    result.problems += participants_write.settle(reader, result.problems)
    participants_write.classify(reader)
    result.persons = participants_write.persons()
    by = order.by.pk if order.by else None
    return _finish(
        table, order, result, lambda: participants_write.write(reader, by=by, today=order.today)
    )


def import_contacts(order: Order) -> Result:
    """Raises FileError when the file as a whole cannot be used."""
    found = _begin(order)
    table = open_table(order.path, {column.name for column in contacts.COLUMNS})
    reader = contacts.Reader(match(table.header, contacts.COLUMNS), found, order.today)
    contacts.create()
    result = _stream(table, reader, order)
    result.problems += contacts.settle(reader, result.problems)
    user = order.by
    readable = delprojekt_with_all_notes(user) if user else found.delprojekt.values()
    contacts.classify(reader, readable=list(readable))
    result.persons = contacts.persons()
    return _finish(table, order, result, lambda: contacts.write(by=user.pk if user else None))


def _begin(order: Order) -> lookups.Lookups:
    order.progress("Förbereder", 0)
    bulk.ready()
    try:
        staging.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    except OperationalError as error:
        raise FileError(
            "En annan inläsning pågår. Vänta tills den är klar och försök igen."
        ) from error
    return lookups.load(order.by)


def _stream(table: Table, reader: Any, order: Order) -> Result:
    """Read every row into `incoming`, keeping only what is wrong."""
    result = Result()

    def records() -> Iterator[tuple[Any, ...]]:
        for line, cells in table.rows():
            record, problems = reader.read(line, cells)
            result.problems += problems
            result.rows += 1
            if result.rows % EVERY == 0:
                order.progress("Läser och kontrollerar", result.rows)
            yield record

    bulk.copy("incoming", reader.names, records())
    if not result.rows:
        raise FileError("Filen har bara en rubrikrad. Den ska ha minst en rad till.")
    order.progress("Jämför med det som finns", result.rows)
    return result


def _finish(table: Table, order: Order, result: Result, write: Callable[[], None]) -> Result:
    """Count, and write when it is asked for and may be done: all of it, or nothing."""
    result.problems.sort()
    result.count(staging.statuses())
    result.blocked = bool(result.problems) and order.reject is None
    if order.dry_run:
        result.statuses = staging.status_of_lines()
    elif not result.blocked:
        order.progress("Sparar", result.rows)
        _write(write)
        result.went_in = True
        if result.problems and order.reject:
            rejects.write(table, order.reject, result.problems)
    return result


def _write(write: Callable[[], None]) -> None:
    """What the checks let through can only be refused because somebody changed the same rows
    meanwhile.
    """
    try:
        with transaction.atomic():
            write()
    except (IntegrityError, DataError, OperationalError) as error:
        raise FileError(
            "Ingenting lästes in: någon annan ändrade samma uppgifter samtidigt. Läs in filen igen."
        ) from error
