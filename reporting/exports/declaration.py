"""What an export is: a declaration, so that heading and value cannot drift apart
(docs/formats.md §4).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from mia.access.roles import Permission
from mia.core.period import Period
from reporting.figures.scope import ReportScope


class ColumnKind(Enum):
    """The type of a value: text in CSV, a cell of that type in XLSX. TENTH has one decimal."""

    TEXT = "text"
    WHOLE = "whole"
    TENTH = "tenth"
    DATE = "date"


@dataclass(frozen=True)
class ReportColumn:
    """One column of a report.

    `value` names a column of the source of a row export, or a value in a line of a table export.
    `note` is its definition, for the sheet Om.
    """

    heading: str
    value: str
    kind: ColumnKind = ColumnKind.TEXT
    note: str = ""


@dataclass
class ReportTable:
    """A report's lines, small numbers already taken out.

    `persons` were counted. `labels` tells what codes mean where a person reads.
    """

    lines: list[dict[str, Any]]
    persons: int
    notes: list[str] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)


class EnrolmentsRead(Enum):
    """Which enrolments a report takes the time to read: a column of sql/expected_rows.sql.

    ATTENDED is as many as their days and weeks of attendance (sql/expected_attendance.sql).
    """

    BEGUN = "begun"
    OPEN = "open"
    BEGUN_OR_ENDED = "begun_or_ended"
    ATTENDED = "attended"


@dataclass(frozen=True)
class Export:
    """A report that can be taken out.

    `purpose` says what it is for, `population` who is in it; both are read by people. With
    `is_per_project` a file is about one ESF project.
    """

    slug: str
    title: str
    purpose: str
    population: str
    permission: Permission
    formats: tuple[str, ...] = ("csv", "xlsx")
    is_monthly: bool = False
    is_per_project: bool = False
    has_programme: bool = False
    reads: EnrolmentsRead = EnrolmentsRead.BEGUN

    @property
    def event(self) -> str:
        return f"{self.slug}.exported"

    def columns_for(self, scope: ReportScope) -> list[ReportColumn]:
        raise TypeError("declare a RowExport or a TableExport")

    def file_name(self, period: Period, extension: str, project_code: str = "") -> str:
        """Slug, period and, when it is told, the ESF project; no personal data."""
        parts = [self.slug]
        if period.is_month:
            parts.append(period.label)
        else:
            parts += [f"{period.first_on:%Y-%m-%d}", f"{period.last_on:%Y-%m-%d}"]
        if project_code:
            parts.append(project_code)
        return f"{'_'.join(parts)}.{extension}"


@dataclass(frozen=True)
class RowExport(Export):
    """Rows about persons, for an authority's machine: values are never altered.

    `source` is the text of a query with participant_id, enrolment_id, delprojekt_id and every
    column that is named here, as the file writes it. The page counts rows by the column
    `counted_by` and calls its values what `kind_labels` says. Each of `warnings` is a true or false
    column, and what to say of its rows. One that `is_handed_in` is a step of each month's work. In
    a monthly export the last column is no fact of the row (reporting/exports/rows.py).
    """

    columns: tuple[ReportColumn, ...] = ()
    source: str = ""
    order: tuple[str, ...] = ()
    counted_by: str = ""
    is_handed_in: bool = False
    kind_labels: tuple[tuple[str, str], ...] = ()
    warnings: tuple[tuple[str, str], ...] = ()

    def columns_for(self, scope: ReportScope) -> list[ReportColumn]:
        return list(self.columns)


@dataclass(frozen=True)
class TableExport(Export):
    """Figures, for people. `headed_by` leading columns say which table on the page a line is in."""

    columns: Callable[[ReportScope], list[ReportColumn]] = field(kw_only=True)
    read: Callable[[ReportScope], ReportTable] = field(kw_only=True)
    headed_by: int = 0

    def columns_for(self, scope: ReportScope) -> list[ReportColumn]:
        return self.columns(scope)
