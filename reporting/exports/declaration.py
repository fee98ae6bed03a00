"""What an export is: a declaration, so that heading and value cannot drift apart (docs/formats.md
§4).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from mia.access.roles import Permission
from mia.core.period import Period
from reporting.figures.scope import ReportScope


class Kind(Enum):
    """How a value is written: in CSV as text, in XLSX as a cell of that type. TENTH has one
    decimal.
    """

    TEXT = "text"
    WHOLE = "whole"
    TENTH = "tenth"
    DATE = "date"


@dataclass(frozen=True)
class Column:
    """`value` is SQL over the rows `r` of a row export, or the name of a value in a line of a table
    export.
    """

    heading: str
    value: str
    kind: Kind = Kind.TEXT
    note: str = ""  # a definition, for the sheet Om


@dataclass
class Table:
    """A report's lines, small numbers already taken out; `labels` tells what codes mean where a
    person reads.
    """

    lines: list[dict[str, Any]]
    persons: int
    notes: list[str] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Export:
    """`purpose` says what it is for, `population` who is in it; both are read by people.

    `reads` is SQL over `reporting_fact f`: which enrolments it takes the time to read, and
    `rows_each` about how many rows each of them gives (reporting/exports/size.py).
    """

    slug: str
    title: str
    purpose: str
    population: str
    permission: Permission
    formats: tuple[str, ...] = ("csv", "xlsx")
    is_monthly: bool = False
    has_programme: bool = False
    reads: str = "f.started_on <= %(last)s"
    rows_each: str = "1"

    @property
    def event(self) -> str:
        return f"{self.slug}.exported"

    def columns_for(self, choice: ReportScope) -> list[Column]:
        raise TypeError("declare a RowExport or a TableExport")

    def file_name(self, choice: ReportScope, extension: str) -> str:
        return self.name_of(choice.period, extension)

    def name_of(self, period: Period, extension: str) -> str:
        """No personal data: slug and period."""
        label = (
            period.label
            if period.is_month
            else f"{period.first_on:%Y-%m-%d}_{period.last_on:%Y-%m-%d}"
        )
        return f"{self.slug}_{label}.{extension}"


@dataclass(frozen=True)
class RowExport(Export):
    """Rows about persons, for an authority's machine: values are never altered.

    `source` is a query whose rows `r` have participant_id, enrolment_id, delprojekt_id and what the
    columns need.
    """

    columns: tuple[Column, ...] = ()
    source: str = ""
    order: str = ""
    kinds_of: str = ""  # heading of the column by which the page counts rows
    kind_labels: tuple[tuple[str, str], ...] = ()  # what the page calls them
    oddities: tuple[tuple[str, str], ...] = ()  # SQL over `r`, and what to say of that many rows

    def columns_for(self, choice: ReportScope) -> list[Column]:
        return list(self.columns)


@dataclass(frozen=True)
class TableExport(Export):
    """Figures, for people. `headed_by` leading columns say which table on the page a line belongs
    to.
    """

    columns: Callable[[ReportScope], list[Column]] = field(kw_only=True)
    read: Callable[[ReportScope], Table] = field(kw_only=True)
    headed_by: int = 0

    def columns_for(self, choice: ReportScope) -> list[Column]:
        return self.columns(choice)
