"""Writes about attendance: one grid, saved as a whole or not at all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from interventions.attendance import queries
from interventions.attendance.models import DAY_MINUTES, OVER_MONTHS, OVERLAPS, Attendance
from interventions.attendance.queries import Days
from interventions.placements.models import Placement
from mia import audit
from mia.access import saving
from mia.organisation.staff.models import Staff

SOMEBODY_ELSE = "Någon annan har ändrat rutan medan du skrev. Läs om sidan."
TOO_MUCH = "Närvaron den dagen är mer än 24 timmar på alla platser tillsammans."
TOO_MUCH_A_WEEK = "Närvaron den veckan är mer än 24 timmar om dagen på alla platser tillsammans."

Rows = dict[Days, Attendance]


@dataclass(frozen=True)
class Cell:
    """One square of the grid: `before` is what it said when the page was shown, in minutes.

    `name` is the field that a refusal is told at.
    """

    name: str
    placement: Placement
    first_on: date
    last_on: date
    before: int
    minutes: int

    @property
    def key(self) -> Days:
        return self.placement.pk, self.first_on, self.last_on


@transaction.atomic
def record(cells: Iterable[Cell], *, by: Staff, today: date) -> list[Cell]:
    """Save the squares that say something else than before, and return those that were changed.

    No minutes delete a row. Raises ValidationError with a message for each square that is wrong;
    then nothing is saved. As many statements for many squares as for one.
    """
    sent = [cell for cell in cells if cell.minutes != cell.before]
    if not sent:
        return []
    rows = _registered(sent, by)
    changed = [cell for cell in sent if _minutes_in(rows, cell) != cell.minutes]
    refused = {cell.name: _refusal(cell, rows, today) for cell in changed}
    after = _rows_after(rows, changed, by)
    for cell in changed:
        refused[cell.name] = refused[cell.name] or _clash(cell, after)
    messages = {name: [text] for name, text in refused.items() if text}
    if messages:
        raise ValidationError(messages)
    if changed:
        _write(rows, after, by)
        people = {cell.placement.enrolment.participant_id for cell in changed}
        audit.record_event(audit.Action.WRITE, "attendance.recorded", *people, count=len(changed))
    return changed


def _registered(cells: Sequence[Cell], by: Staff) -> Rows:
    """What is registered around the squares, at all placements of their enrolments."""
    return queries.attendance_around(
        by,
        [cell.placement.enrolment_id for cell in cells],
        min(cell.first_on for cell in cells),
        max(cell.last_on for cell in cells),
    )


def _minutes_in(rows: Rows, cell: Cell) -> int:
    row = rows.get(cell.key)
    return row.minutes if row is not None else 0


def _refusal(cell: Cell, rows: Rows, today: date) -> str:
    """What is wrong with the days of a square, or with what it said before; empty for nothing."""
    if _minutes_in(rows, cell) != cell.before:
        return SOMEBODY_ELSE
    if not cell.minutes:
        return ""
    first, last = cell.placement.started_on, cell.placement.ended_on
    if cell.last_on < first:
        return f"Placeringen började {first:%Y-%m-%d}."
    if last is not None and cell.first_on > last:
        return f"Placeringen slutade {last:%Y-%m-%d}."
    begins_before = cell.first_on < first
    ends_after = last is not None and cell.last_on > last
    if begins_before or ends_after:
        return "Veckan går utanför placeringen. Fyll i den dag för dag."
    if cell.first_on > today:
        return "Dagen har inte varit än."
    return OVER_MONTHS if cell.first_on.month != cell.last_on.month else ""


def _rows_after(rows: Rows, changed: Iterable[Cell], by: Staff) -> Rows:
    """The rows as they are to be: those of `rows` that change are others."""
    after = dict(rows)
    for cell in changed:
        after.pop(cell.key, None)
        if cell.minutes:
            former = rows.get(cell.key)
            after[cell.key] = _build(cell, by, former)
    return after


def _build(cell: Cell, by: Staff, former: Attendance | None) -> Attendance:
    """The row of a square, under the key of the one that it takes the place of."""
    placement = cell.placement
    row = Attendance(
        placement=placement,
        enrolment_id=placement.enrolment_id,
        delprojekt_id=placement.delprojekt_id,
        first_on=cell.first_on,
        last_on=cell.last_on,
        minutes=cell.minutes,
        registered_by=by,
    )
    if former is not None:
        row.pk = former.pk
    return row


def _clash(cell: Cell, after: Rows) -> str:
    """What of the other rows a square does not go together with; empty for nothing."""
    if not cell.minutes:
        return ""
    of_enrolment = [
        row for row in after.values() if row.enrolment_id == cell.placement.enrolment_id
    ]
    for row in of_enrolment:
        is_there = row.placement_id == cell.placement.pk
        is_other = (row.first_on, row.last_on) != (cell.first_on, cell.last_on)
        if is_there and is_other and _overlaps(row, cell):
            return OVERLAPS
    for row in of_enrolment:
        if _holds(row, cell) and _is_too_much(row, of_enrolment):
            return TOO_MUCH if row.first_on == row.last_on else TOO_MUCH_A_WEEK
    return ""


def _overlaps(row: Attendance, cell: Cell) -> bool:
    return row.first_on <= cell.last_on and cell.first_on <= row.last_on


def _holds(span: Attendance, other: Attendance | Cell) -> bool:
    """Whether the days of the other lie within those of `span`."""
    return span.first_on <= other.first_on and other.last_on <= span.last_on


def _is_too_much(span: Attendance, rows: Iterable[Attendance]) -> bool:
    """Whether the rows within its days are together more than 24 hours a day."""
    days = (span.last_on - span.first_on).days + 1
    return sum(row.minutes for row in rows if _holds(span, row)) > days * DAY_MINUTES


def _write(rows: Rows, after: Rows, by: Staff) -> None:
    """Three statements at most: what goes comes first, a day may take the place of its week.

    Raises ValidationError for what the database refuses, because somebody else was first.
    """
    gone = [row.pk for key, row in rows.items() if key not in after]
    changed = [row for key, row in after.items() if key in rows and rows[key] is not row]
    new = [row for key, row in after.items() if key not in rows]
    registered = Attendance.objects.visible_to(by)
    try:
        with transaction.atomic():
            registered.filter(pk__in=gone).delete()
            registered.bulk_update(changed, ["minutes"])
            Attendance.objects.bulk_create(new)
    except IntegrityError as error:
        saving.refuse((new or changed)[0], error)
