"""What the page of a report shows before a file is made: the figures, or how many rows."""

from dataclasses import dataclass, field
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
from reporting.figures.numbers import number_text
from reporting.figures.scope import ReportScope
from reporting.months import queries as months_queries
from reporting.reports import month_work
from reporting.runs import actions as runs_actions


@dataclass(frozen=True)
class ReportCell:
    text: str
    is_number: bool


@dataclass
class ReportSection:
    """One table on the page; `heading` is empty when the report is one table."""

    heading: str
    columns: list[ReportColumn]
    lines: list[list[ReportCell]] = field(default_factory=list)


def of(user: Staff, export: Export, scope: ReportScope, *, checks_all: bool) -> dict[str, Any]:
    """The figures themselves, or how many rows and what to look at. `checks_all`: compare every
    locked month with what it would say now.
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
        preview |= month_work.locks(user, export, scope, checks_all=checks_all)
    return preview


def _sections(export: TableExport, scope: ReportScope, table: ReportTable) -> list[ReportSection]:
    columns = export.columns_for(scope)
    leading, columns = columns[: export.headed_by], columns[export.headed_by :]
    sections: list[ReportSection] = []
    for line in table.lines:
        heading = ", ".join(str(line[column.value]).capitalize() for column in leading)
        if not sections or sections[-1].heading != heading:
            sections.append(ReportSection(heading, columns))
        cells = [_cell(line.get(column.value), column, table.labels) for column in columns]
        sections[-1].lines.append(cells)
    return sections


def _cell(value: Any, column: ReportColumn, labels: dict[str, str]) -> ReportCell:
    """Swedish numbers, and words for codes."""
    is_number = column.kind is not ColumnKind.TEXT
    if isinstance(value, int):
        return ReportCell(number_text(value), is_number)
    if isinstance(value, Decimal):
        unit = "\u00a0%" if column.value.startswith("share") else ""
        return ReportCell(f"{value}{unit}".replace(".", ","), is_number)
    text = "" if value is None else str(value)
    return ReportCell(labels.get(text, text), is_number)


def _rows(export: RowExport, scope: ReportScope) -> dict[str, Any]:
    corrected = months_queries.corrected(export, scope)
    counts = rows.count(export, scope, corrected)
    labels = dict(export.kind_labels)
    warnings = []
    for number, (_, sentence) in zip(counts.warnings, export.warnings, strict=True):
        if number:
            lines = f"{number_text(number)} {'rad' if number == 1 else 'rader'}"
            warnings.append(sentence.format(number=lines))
    return {
        "kinds": [(labels.get(kind, kind), number) for kind, number in counts.kinds],
        "total": sum(number for _, number in counts.kinds),
        "warnings": warnings,
    }
