"""What the page of a report shows before a file is made: the figures, or how many rows."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from mia.organisation.staff.models import Staff
from reporting.exports import project_end, rows
from reporting.exports.declaration import (
    ColumnKind,
    Export,
    ReportColumn,
    ReportTable,
    RowExport,
    TableExport,
)
from reporting.figures.numbers import NO_BREAK_SPACE, number_text
from reporting.figures.scope import ReportScope
from reporting.months.differences import find_corrected_enrolments
from reporting.reports import month_work
from reporting.runs import actions as runs_actions


@dataclass(frozen=True)
class ReportCell:
    """What stands in a cell; numbers are set to the right."""

    text: str
    is_number: bool


@dataclass
class ReportSection:
    """One table on the page; `heading` is empty when the report is one table."""

    heading: str
    columns: list[ReportColumn]
    lines: list[list[ReportCell]] = field(default_factory=list)


def load(
    user: Staff, export: Export, scope: ReportScope, *, checks_all: bool, today: date
) -> dict[str, Any]:
    """The figures themselves, or how many rows and what to look at, as the templates read them.

    With `checks_all` every locked month is compared with what it would say now.
    """
    if isinstance(export, TableExport):
        table = runs_actions.show(export, scope, by=user)
        return {"sections": _sections(export, scope, table), "notes": table.notes}
    if not isinstance(export, RowExport):
        raise TypeError(export)
    preview = _rows(export, scope)
    if export.is_per_project:
        preview["errors"] = project_end.errors(scope)
    if export.is_monthly:
        preview |= month_work.describe_locks(
            user, export, scope, checks_all=checks_all, today=today
        )
    return preview


def _sections(export: TableExport, scope: ReportScope, table: ReportTable) -> list[ReportSection]:
    every = export.columns_for(scope)
    leading = every[: export.headed_by]
    columns = every[export.headed_by :]
    sections: list[ReportSection] = []
    for line in table.lines:
        heading = _heading(line, leading)
        if not sections or sections[-1].heading != heading:
            sections.append(ReportSection(heading, columns))
        cells = [_cell(line, column, table.labels) for column in columns]
        sections[-1].lines.append(cells)
    return sections


def _heading(line: dict[str, Any], leading: list[ReportColumn]) -> str:
    return ", ".join(str(line[column.value]).capitalize() for column in leading)


def _cell(line: dict[str, Any], column: ReportColumn, labels: dict[str, str]) -> ReportCell:
    """Swedish numbers, and words for codes; what the line has for the page only comes first."""
    value = line.get(f"{column.value}_text", line.get(column.value))
    is_number = column.kind is not ColumnKind.TEXT
    text = _text(value, is_share=column.value.startswith("share"))
    if not isinstance(value, int | Decimal):
        text = labels.get(text, text)
    return ReportCell(text, is_number)


def _text(value: Any, *, is_share: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, int):
        return number_text(value)
    text = str(value)
    if isinstance(value, Decimal):
        text = text.replace(".", ",")
        if is_share:
            text += f"{NO_BREAK_SPACE}%"
    return text


def _rows(export: RowExport, scope: ReportScope) -> dict[str, Any]:
    """How many rows of each kind, and what to look at, as the page's template reads them."""
    corrected_ids = find_corrected_enrolments(export, scope)
    counts = rows.count(export, scope, corrected_ids)
    labels = dict(export.kind_labels)
    kinds = []
    total = 0
    for kind, number in counts.kinds:
        kinds.append((labels.get(kind, kind), number))
        total += number
    warnings = []
    for number, (_, sentence) in zip(counts.warnings, export.warnings, strict=True):
        if number:
            warnings.append(sentence.format(number=_rows_text(number)))
    return {"kinds": kinds, "total": total, "warnings": warnings}


def _rows_text(number: int) -> str:
    if number == 1:
        return "1 rad"
    return f"{number_text(number)} rader"
