"""What a feature tells in the register extract (participants/seams.py)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Model
from django.utils.text import capfirst

from mia.organisation.staff.models import Staff
from participants.enrolments.models import Enrolment


@dataclass(frozen=True)
class ExtractRow:
    """One fact of the register extract, as the participant reads it.

    In a free text the numbers, telephones and addresses of others are masked.
    """

    label: str
    value: str
    is_free_text: bool = False


@dataclass(frozen=True)
class ExtractSection:
    """What a feature holds about the person, for the register extract (docs/domain.md §6.3).

    `rows(user, enrolment)` returns what the user may read, in the order in which it is printed.
    """

    title: str
    rows: Callable[[Staff, Enrolment], list[ExtractRow]]


EXTRACT_SECTIONS: list[ExtractSection] = []
"""Sections of the app that reports, which lies above and adds them when Django starts."""


def field_rows(row: Model, names: Iterable[str]) -> list[ExtractRow]:
    """Return the fields of a row with their labels; what is not known says so."""
    labels = {field.name: capfirst(str(field.verbose_name)) for field in row._meta.fields}
    rows = []
    for name in names:
        rows.append(ExtractRow(labels[name], field_text(row, name)))
    return rows


def field_text(row: Model, name: str) -> str:
    value = getattr(row, name)
    if value is None or value == "":
        return "inte ifyllt"
    if isinstance(value, bool):
        return "ja" if value else "nej"
    label_of_choice = getattr(row, f"get_{name}_display", None)
    if label_of_choice is not None:
        return str(label_of_choice())
    return str(value)  # a date is written as 2021-03-01


def period_text(first: date, last: date | None) -> str:
    """Return "från 2021-03-01", with the last day when there is one."""
    if last is None:
        return f"från {first}"
    return f"från {first} till och med {last}"
