"""Writes about attendance: one grid, saved as a whole or not at all."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Sum

from interventions.attendance.models import DAY_MINUTES, Attendance
from interventions.placements.models import Placement
from mia import audit
from mia.access import saving
from mia.organisation.staff.models import Staff

SOMEBODY_ELSE = "Någon annan har ändrat rutan medan du skrev. Läs om sidan."
TOO_MUCH = "Närvaron den dagen är mer än 24 timmar på alla platser tillsammans."


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


@transaction.atomic
def record(cells: Iterable[Cell], *, by: Staff, today: date) -> list[Cell]:
    """Save the squares that say something else than before, and return them.

    No minutes delete a row. Raises ValidationError with a message for each square that is wrong;
    then nothing is saved.
    """
    changed = [cell for cell in cells if cell.minutes != cell.before]
    refused: dict[str, list[str]] = {}
    # What goes comes first: a day may take the place of its week.
    for cell in sorted(changed, key=_minutes_of):
        try:
            _check_days(cell, today)
            _save(cell, by=by)
        except ValidationError as error:
            refused.setdefault(cell.name, []).extend(error.messages)
    for cell in changed:
        if cell.name not in refused and _is_more_than_a_day(cell):
            refused[cell.name] = [TOO_MUCH]
    if refused:
        raise ValidationError(refused)
    people = {cell.placement.enrolment.participant_id for cell in changed}
    audit.record_event(audit.Action.WRITE, "attendance.recorded", *people, count=len(changed))
    return changed


def _minutes_of(cell: Cell) -> int:
    return cell.minutes


def _check_days(cell: Cell, today: date) -> None:
    """Raises ValidationError for days outside the placement, and for those to come."""
    if not cell.minutes:
        return
    first, last = cell.placement.started_on, cell.placement.ended_on
    if cell.last_on < first:
        raise ValidationError(f"Placeringen började {first:%Y-%m-%d}.")
    if last is not None and cell.first_on > last:
        raise ValidationError(f"Placeringen slutade {last:%Y-%m-%d}.")
    begins_before = cell.first_on < first
    ends_after = last is not None and cell.last_on > last
    if begins_before or ends_after:
        raise ValidationError("Veckan går utanför placeringen. Fyll i den dag för dag.")
    if cell.first_on > today:
        raise ValidationError("Dagen har inte varit än.")


def _save(cell: Cell, *, by: Staff) -> None:
    """Raises ValidationError, also when the row says something else than the page did."""
    rows = Attendance.objects.visible_to(by).filter(
        placement=cell.placement, first_on=cell.first_on, last_on=cell.last_on
    )
    row = rows.select_for_update(of=("self",), no_key=True).first()
    stored = row.minutes if row is not None else 0
    if stored == cell.minutes:
        return
    if stored != cell.before:
        raise ValidationError(SOMEBODY_ELSE)
    if row is None:
        saving.store(_build(cell, by))
    elif cell.minutes:
        row.minutes = cell.minutes
        saving.update(row, "minutes")
    else:
        row.delete()


def _build(cell: Cell, by: Staff) -> Attendance:
    placement = cell.placement
    return Attendance(
        placement=placement,
        enrolment_id=placement.enrolment_id,
        delprojekt_id=placement.delprojekt_id,
        first_on=cell.first_on,
        last_on=cell.last_on,
        minutes=cell.minutes,
        registered_by=by,
    )


def _is_more_than_a_day(cell: Cell) -> bool:
    """Whether the day has more than 24 hours at all placements of the enrolment together."""
    if cell.first_on != cell.last_on or not cell.minutes:
        return False
    rows = Attendance.objects.filter(
        enrolment=cell.placement.enrolment_id, first_on=cell.first_on, last_on=cell.last_on
    )
    total = rows.aggregate(total=Sum("minutes"))["total"] or 0
    return int(total) > DAY_MINUTES
