"""The grid of attendance: placements by the days of a week, or the week as a whole."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django import forms
from django.utils.formats import localize

from interventions.attendance.actions import Cell
from interventions.attendance.models import Attendance
from interventions.attendance.queries import Days
from interventions.placements.models import Placement
from mia.forms.base import PlainForm

DAY_HOURS = 24
WEEK_HOURS = 24 * 7


@dataclass(frozen=True)
class GridSquare:
    """The field of a day, or of the whole week: None."""

    day: date | None
    field: forms.BoundField


@dataclass(frozen=True)
class GridRow:
    """One placement with its squares: seven days, then the week."""

    placement: Placement
    squares: list[GridSquare]


def hours_of(minutes: int) -> Decimal | None:
    """Minutes as hours with at most two decimals; None for none."""
    if not minutes:
        return None
    return (Decimal(minutes) / 60).quantize(Decimal("0.01"), ROUND_HALF_UP).normalize() + 0


def minutes_of(hours: Decimal | None) -> int:
    if hours is None:
        return 0
    return int((hours * 60).quantize(Decimal(1), ROUND_HALF_UP))


def hours_field(label: str, most: int) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        required=False,
        min_value=0,
        max_value=most,
        decimal_places=2,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "size": 4, "class": "form-control"}),
        error_messages={
            "invalid": "Skriv timmar med siffror, till exempel 2,5.",
            "max_value": f"Högst {most} timmar.",
            "min_value": "Timmarna kan inte vara färre än noll.",
            "max_decimal_places": "Skriv högst två decimaler.",
        },
    )


class AttendanceForm(PlainForm):
    """Hours for each placement and day; `before-…` is what the square said on the page."""

    def __init__(
        self,
        *args: Any,
        placements: list[Placement],
        days: list[date],
        existing: dict[Days, Attendance],
        **kwargs: Any,
    ) -> None:
        self.placements, self.days, self.existing = placements, days, existing
        self.squares: dict[str, tuple[Placement, date, date]] = {}
        super().__init__(*args, **kwargs)
        for placement in placements:
            for day in days:
                self.add_square(placement, day, day)
            self.add_square(placement, *self.week_of(placement), suffix="vecka")

    def week_of(self, placement: Placement) -> tuple[date, date]:
        """The days of the last square: those of a row that is there, else those of the week on
        which the placement runs.
        """
        for row in self.existing.values():
            if row.placement_id == placement.pk and row.first_on != row.last_on:
                return row.first_on, row.last_on
        first, last = max(self.days[0], placement.started_on), self.days[-1]
        if placement.ended_on is not None:
            last = min(last, placement.ended_on)
        return first, last

    def add_square(self, placement: Placement, first: date, last: date, suffix: str = "") -> None:
        is_day = not suffix
        suffix = suffix or f"{first:%m%d}"
        name = f"h-{placement.pk.hex}-{suffix}"
        who = f"{placement.enrolment.participant}, {placement.workplace}"
        what = f"{first:%Y-%m-%d}" if is_day else "hela veckan"
        row = self.existing.get((placement.pk, first, last))
        minutes = row.minutes if row is not None else 0
        self.squares[name] = (placement, first, last)
        self.fields[name] = hours_field(f"{who}, {what}", DAY_HOURS if is_day else WEEK_HOURS)
        self.fields[before(name)] = forms.IntegerField(widget=forms.HiddenInput, required=False)
        self.initial[name] = hours_of(minutes)
        self.initial[before(name)] = minutes

    def action_data(self) -> dict[str, object]:
        cells = []
        for name, (placement, first, last) in self.squares.items():
            cell = Cell(
                name=name,
                placement=placement,
                first_on=first,
                last_on=last,
                before=self.cleaned_data.get(before(name)) or 0,
                minutes=minutes_of(self.cleaned_data[name]),
            )
            cells.append(cell)
        return {"cells": cells}

    @property
    def rows(self) -> list[GridRow]:
        """The grid as the template shows it."""
        rows = []
        for placement in self.placements:
            names = [name for name, square in self.squares.items() if square[0] is placement]
            days = zip([*self.days, None], names, strict=True)
            rows.append(GridRow(placement, [GridSquare(day, self[name]) for day, name in days]))
        return rows

    def hours_text(self, minutes: int) -> str:
        return str(localize(hours_of(minutes) or 0))


def before(name: str) -> str:
    return f"before-{name}"
