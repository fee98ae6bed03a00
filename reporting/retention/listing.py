"""The disposal list by person: what is due, what is held, with an alias and dates."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from mia import audit
from mia.core import sql
from mia.core.retention import earliest_disposal
from participants.codes.models import RetentionPeriod
from reporting.retention.enums import ItemKind

PAGE = 50  # rows on a page


@dataclass(frozen=True)
class KindDate:
    """The last day that one kind of data is kept, or None when that is not known."""

    label: str
    kept_until: date | None


@dataclass(frozen=True)
class DisposalRow:
    """A person, or a referral without one.

    `keep_until` is the last day that ESF's decisions name, `due_on` the last day that anything of
    the row has to be kept: from the day after it `is_due`. None when the day is not known. `dates`
    is the last day by kind of data.
    """

    subject: UUID
    kind: str
    alias: str
    delprojekt: str
    ended_on: date
    keep_until: date | None
    due_on: date | None
    is_held: bool
    is_proposed: bool
    is_due: bool
    dates: tuple[KindDate, ...] = ()

    @property
    def is_person(self) -> bool:
        return self.kind == ItemKind.PERSON


@dataclass(frozen=True)
class DisposalPage:
    """Some rows of the list, and how many there are in all: both of one query."""

    rows: list[DisposalRow]
    total: int
    number: int

    @property
    def has_next(self) -> bool:
        return self.number * PAGE < self.total


def rows_due(*, today: date, page: int = 1) -> DisposalPage:
    """What can be proposed for disposal, the earliest first."""
    return _read_page(page, day=today, is_due=True)


def rows_held(*, today: date, page: int = 1) -> DisposalPage:
    """What a hold keeps, in the same order."""
    return _read_page(page, day=today, is_held=True)


def rows_of(disposal: UUID, *, today: date) -> list[DisposalRow]:
    """The first page of what a disposal that waits is about, without dates by kind."""
    return _read_page(1, day=today, disposal=disposal).rows


def row_of(subject: UUID, *, today: date) -> DisposalRow | None:
    rows = _read_page(1, day=today, only=[subject]).rows
    return rows[0] if rows else None


def _read_page(number: int, **params: Any) -> DisposalPage:
    """Read a page, by those parameters of sql/disposal_rows.sql that are given; others are NULL.

    Those that are returned are recorded as viewed.
    """
    every = {"only": None, "is_due": None, "is_held": None, "disposal": None}
    limits = {"most": PAGE, "past": (number - 1) * PAGE}
    with connection.cursor() as cursor:
        cursor.execute(
            sql.load("reporting.retention", "disposal_rows.sql"), every | limits | params
        )
        lines = cursor.fetchall()
    periods: list[RetentionPeriod] = []
    if lines and "disposal" not in params:
        periods = list(periods_in_use(params["day"]))
    rows = []
    for *facts, _ in lines:
        row = DisposalRow(*facts)
        audit.record_view(row.subject)
        rows.append(replace(row, dates=_dates(row, periods)))
    total = lines[0][-1] if lines else 0
    return DisposalPage(rows, total, number)


def periods_in_use(today: date) -> Any:
    return RetentionPeriod.objects.current(today)


def _dates(row: DisposalRow, periods: list[RetentionPeriod]) -> tuple[KindDate, ...]:
    """The last day of each kind that the row has."""
    subject, keep_until = RetentionPeriod.Subject.PERSON, row.keep_until
    if not row.is_person:
        subject, keep_until = RetentionPeriod.Subject.REFERRAL, row.ended_on
    dates = []
    for period in periods:
        if period.subject == subject:
            day = earliest_disposal(period, ended_on=row.ended_on, keep_until=keep_until)
            dates.append(KindDate(period.label, day))
    return tuple(dates)
