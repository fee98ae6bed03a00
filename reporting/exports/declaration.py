"""What an export is: a declaration, so that heading and value cannot drift apart (formats §4)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from mia.organisation.models import Delprojekt, EsfProject
from mia.organisation.roles import Permission
from reporting.periods import Period

PROGRAMMES = {"2014": "2014–2020", "2021": "2021–2027"}


class Kind(Enum):
    """How a value is written: in CSV as text, in XLSX as a cell of that type. TENTH has one decimal."""

    TEXT = "text"
    WHOLE = "whole"
    TENTH = "tenth"
    DATE = "date"


@dataclass(frozen=True)
class Column:
    """`value` is SQL over the rows `r` of a row export, or the name of a value in a line of a table export."""

    heading: str
    value: str
    kind: Kind = Kind.TEXT
    note: str = ""  # a definition, for the sheet Om


@dataclass(frozen=True)
class Choice:
    """What a person asked for, within what that person may."""

    period: Period
    delprojekt: tuple[Delprojekt, ...]
    projects: tuple[EsfProject, ...]
    programme: str = "2014"
    exact: bool = False  # small numbers are shown; asked for, allowed and audited
    is_outside: bool = False  # the reader is outside some of the delprojekt: every table hides small numbers
    is_whole: bool = False  # every delprojekt there is, none named

    @property
    def parameters(self) -> dict[str, Any]:
        """Of the SQL of participations, cohorts and exports."""
        return {
            "first": self.period.first_on,
            "last": self.period.last_on,
            "delprojekt": [row.pk for row in self.delprojekt],
            "projects": [row.pk for row in self.projects],
        }

    @property
    def codes(self) -> list[str]:
        return sorted(row.code for row in self.delprojekt)

    @property
    def project_codes(self) -> list[str]:
        return sorted(row.code for row in self.projects)


@dataclass
class Table:
    """A report's lines, small numbers already taken out; `labels` tells what codes mean where a person reads."""

    lines: list[dict[str, Any]]
    persons: int
    notes: list[str] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Export:
    """`purpose` says what it is for, `population` who is in it; both are read by people.

    `reads` is SQL over `reporting_fact f`: which enrolments it takes the time to read, and `rows_each` about how many
    rows each of them gives (reporting/exports/size.py).
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

    def columns_for(self, choice: Choice) -> list[Column]:
        raise TypeError("declare a RowExport or a TableExport")

    def file_name(self, choice: Choice, extension: str) -> str:
        return self.name_of(choice.period, extension)

    def name_of(self, period: Period, extension: str) -> str:
        """No personal data: slug and period."""
        label = period.label if period.is_month else f"{period.first_on:%Y-%m-%d}_{period.last_on:%Y-%m-%d}"
        return f"{self.slug}_{label}.{extension}"


@dataclass(frozen=True)
class RowExport(Export):
    """Rows about persons, for an authority's machine: values are never altered.

    `source` is a query whose rows `r` have participant_id, enrolment_id, delprojekt_id and what the columns need.
    """

    columns: tuple[Column, ...] = ()
    source: str = ""
    order: str = ""
    kinds_of: str = ""  # heading of the column by which the page counts rows
    kind_labels: tuple[tuple[str, str], ...] = ()  # what the page calls them
    oddities: tuple[tuple[str, str], ...] = ()  # SQL over `r`, and what to say of that many rows

    def columns_for(self, choice: Choice) -> list[Column]:
        return list(self.columns)


@dataclass(frozen=True)
class TableExport(Export):
    """Figures, for people. `headed_by` leading columns say which table on the page a line belongs to."""

    columns: Callable[[Choice], list[Column]] = field(kw_only=True)
    read: Callable[[Choice], Table] = field(kw_only=True)
    headed_by: int = 0

    def columns_for(self, choice: Choice) -> list[Column]:
        return self.columns(choice)
