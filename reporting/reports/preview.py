"""What the pages of the reports show before a file is made."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.urls import reverse

from mia.core.period import Period
from mia.organisation.staff.models import Staff
from reporting.exports import rows
from reporting.exports.declaration import Column, Export, Kind, RowExport, Table, TableExport
from reporting.exports.models import ReportRun
from reporting.exports.registry import EXPORTS
from reporting.figures.numbers import number_text
from reporting.figures.scope import ReportScope
from reporting.months import access as months_access
from reporting.months import queries as months_queries
from reporting.runs import actions as runs_actions

DAYS_TO_REPORT = timedelta(weeks=4)  # SCB: after the month's end
# Only on the page: the shares that the file's reader takes from its numbers (docs/domain.md §7.9
# no. 1).
SHARES = [
    Column("Andel kvinnor", "share_women", Kind.TENTH),
    Column("Andel män", "share_men", Kind.TENTH),
]


@dataclass(frozen=True)
class Cell:
    text: str
    is_number: bool


@dataclass(frozen=True)
class Lock:
    month: months_queries.LockedMonth
    places: str


@dataclass
class Section:
    """One table on the page; `heading` is empty when the report is one table."""

    heading: str
    columns: list[Column]
    lines: list[list[Cell]] = field(default_factory=list)


def of(user: Staff, export: Export, choice: ReportScope, *, check: bool) -> dict[str, Any]:
    """Of the valid choice: the figures themselves, or how many rows and what to look at."""
    if isinstance(export, TableExport):
        table = runs_actions.show(export, choice, by=user)
        return {"sections": _sections(export, choice, table), "notes": table.notes}
    if isinstance(export, RowExport):
        return _rows(user, export, choice, check)
    raise TypeError(export)


def _sections(export: TableExport, choice: ReportScope, table: Table) -> list[Section]:
    columns = export.columns_for(choice)
    leading, columns = columns[: export.headed_by], columns[export.headed_by :]
    if any("share_women" in line for line in table.lines):
        at = next(n for n, column in enumerate(columns) if column.value == "share")
        columns[at:at] = SHARES
    sections: list[Section] = []
    for line in table.lines:
        heading = ", ".join(str(line[column.value]).capitalize() for column in leading)
        if not sections or sections[-1].heading != heading:
            sections.append(Section(heading, columns))
        sections[-1].lines.append(
            [_cell(line.get(column.value), column, table.labels) for column in columns]
        )
    return sections


def _cell(value: Any, column: Column, labels: dict[str, str]) -> Cell:
    """Swedish numbers, and words for codes."""
    is_number = column.kind is not Kind.TEXT
    if isinstance(value, int):
        return Cell(number_text(value), is_number)
    if isinstance(value, Decimal):
        unit = "\u00a0%" if column.value.startswith("share") else ""
        return Cell(f"{value}{unit}".replace(".", ","), is_number)
    text = "" if value is None else str(value)
    return Cell(labels.get(text, text), is_number)


def _rows(user: Staff, export: RowExport, choice: ReportScope, check: bool) -> dict[str, Any]:
    corrected = months_queries.corrected(export, choice)
    kinds, odd = rows.overview(export, choice, corrected)
    total = sum(number for _, number in kinds)
    oddities = [
        said.format(number=f"{number_text(number)} {'rad' if number == 1 else 'rader'}")
        for number, (_, said) in zip(odd, export.oddities, strict=True)
        if number
    ]
    words = dict(export.kind_labels)
    shown = {
        "kinds": [(words.get(kind, kind), number) for kind, number in kinds],
        "total": total,
        "oddities": oddities,
    }
    return shown | (_locks(user, export, choice, check) if export.is_monthly else {})


def _locks(user: Staff, export: RowExport, choice: ReportScope, check: bool) -> dict[str, Any]:
    """The locked months, this month's always compared with what it would say now, the others when
    asked.
    """
    locked = months_queries.locked_runs(user, export)
    looked = [run for run in locked if check or run.first_on == choice.period.first_on]
    latest = {one.run.pk for one in months_queries.locked_months(locked, {})}
    differences = {
        run.pk: months_queries.difference(export, run, months_queries.choice_of(run))
        for run in looked
        if run.pk in latest
    }
    months = months_queries.locked_months(locked, differences)
    places = months_queries.places_of(one.run for one in months)
    may_lock = months_access.can_lock_month(user, [row.pk for row in choice.delprojekt])
    return {
        "locked": [Lock(one, places[one.run.pk]) for one in months],
        "is_locked": any(one.is_of(choice) and not one.difference for one in months),
        "lockable": months_queries.lockable_run(user, export, choice) if may_lock else None,
        "deadline": choice.period.last_on + DAYS_TO_REPORT,
    }


def latest(user: Staff, number: int) -> list[tuple[ReportRun, str, str]]:
    """The files made last: the run, the report's title, and which delprojekt it is about."""
    made = list(months_queries.runs_seen_by(user)[:number])
    places = months_queries.places_of(made)
    return [(run, EXPORTS[run.slug].title, places[run.pk]) for run in made]


@dataclass(frozen=True)
class Step:
    """One thing to do for the month, and how far it has come."""

    label: str
    url: str
    state: str
    tone: str
    text: str


def checklist(user: Staff, exports: Iterable[Export], month: str) -> list[Step]:
    """What the month asks of those who report persons: first ESF's list, then SUS."""
    period = Period.month(month)
    seen = months_queries.runs_seen_by(user).filter(
        first_on=period.first_on, last_on=period.last_on
    )
    made = list(seen)
    return [_step(export, made, period) for export in exports if isinstance(export, RowExport)]


def _step(export: RowExport, made: list[Any], period: Period) -> Step:
    own = [run for run in made if run.slug == export.slug]
    locked = next((run for run in own if run.locked_at), None)
    url = f"{reverse('reporting:report', args=[export.slug])}?month={period.label}"
    if locked:
        return Step(
            export.title,
            url,
            "Låst",
            "good",
            f"Låst {locked.locked_at:%Y-%m-%d} av {locked.locked_by}.",
        )
    if own and export.is_monthly:
        return Step(
            export.title, url, "Hämtad, inte låst", "warn", "Lås månaden när filen är inlämnad."
        )
    if own:
        return Step(
            export.title,
            url,
            "Hämtad",
            "good",
            f"Hämtad {own[0].made_at:%Y-%m-%d} av {own[0].made_by}.",
        )
    text = (
        f"Ska lämnas senast {_deadline(period):%Y-%m-%d}."
        if export.is_monthly
        else "Registrera sedan i SUS."
    )
    return Step(export.title, url, "Inte hämtad", "warn", text)


def _deadline(period: Period) -> date:
    return period.last_on + DAYS_TO_REPORT
