"""The disposal list by person: what is due, what is held, with an alias and dates."""

from dataclasses import dataclass
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
    """A person, or a referral without one. `due_on` is the last day that something has to be kept;
    None when it is not known. `dates` is that day by kind.
    """

    subject: UUID
    kind: ItemKind
    alias: str
    delprojekt: str
    ended_on: date
    keep_until: date | None
    due_on: date | None
    is_held: bool
    is_proposed: bool
    is_due: bool
    dates: list[KindDate]

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
    return _read_page(page, day=today, is_held=True)


def rows_of(subjects: list[UUID], *, today: date) -> list[DisposalRow]:
    """The rows of these subjects, at most a page."""
    return _read_page(1, day=today, only=subjects).rows


def row_of(subject: UUID, *, today: date) -> DisposalRow | None:
    rows = rows_of([subject], today=today)
    return rows[0] if rows else None


def _read_page(number: int, **params: Any) -> DisposalPage:
    """Those that are shown are recorded as viewed."""
    every = {"only": None, "is_due": None, "is_held": None, "is_proposed": None}
    limits = {"most": PAGE, "past": (number - 1) * PAGE}
    with connection.cursor() as cursor:
        cursor.execute(
            sql.load("reporting.retention", "disposal_rows.sql"), every | limits | params
        )
        found = cursor.fetchall()
    periods = list(periods_in_use(params["day"])) if found else []
    rows = []
    for subject, kind, alias, delprojekt, ended_on, keep_until, *rest, _ in found:
        audit.record_view(subject)
        dates = _dates(kind, ended_on, keep_until, periods)
        row = DisposalRow(
            subject, ItemKind(kind), alias, delprojekt, ended_on, keep_until, *rest, dates
        )
        rows.append(row)
    total = found[0][-1] if found else 0
    return DisposalPage(rows, total, number)


def periods_in_use(today: date) -> Any:
    return RetentionPeriod.objects.current(today)


def _dates(
    kind: str, ended_on: date, keep_until: date | None, periods: list[RetentionPeriod]
) -> list[KindDate]:
    subject = RetentionPeriod.Subject.PERSON
    if kind == ItemKind.REFERRAL:
        subject, keep_until = RetentionPeriod.Subject.REFERRAL, ended_on
    dates = []
    for period in periods:
        if period.subject == subject:
            day = earliest_disposal(period, ended_on=ended_on, keep_until=keep_until)
            dates.append(KindDate(period.label, day))
    return dates
