"""What a report is, beside its figures: the workbook's sheet Om and the record of the run
(docs/formats.md §1).
"""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from reporting.exports.declaration import Column, Export
from reporting.figures.scope import PROGRAMMES, ReportScope

SMALL_NUMBERS = (
    "Tal från 1 till {most} visas som .. och fler tal är dolda så att de inte går att räkna ut."
)


@dataclass(frozen=True)
class Made:
    """Who made the file and when: from outside, so that the same data and moment give the same
    bytes.
    """

    by: str
    at: datetime


def lines(
    export: Export, choice: ReportScope, made: Made, columns: list[Column], notes: list[str]
) -> list[tuple[str, str]]:
    """Label and text, in the order a reader needs them."""
    said = [
        ("Rapport", export.title),
        ("Period", choice.period.label),
        ("Population", export.population),
        ("Delprojekt", ", ".join(row.name for row in choice.delprojekt)),
        ("ESF-projekt", ", ".join(row.name for row in choice.projects)),
    ]
    if export.has_programme:
        said.append(("Programperiod", PROGRAMMES[choice.programme]))
    said += [
        ("Skapad", f"{made.at:%Y-%m-%d %H:%M:%S}"),
        ("Skapad av", made.by),
        ("Version", f"MIA {settings.VERSION}, kodlistor som de var {made.at:%Y-%m-%d}"),
    ]
    said += [("Att veta", note) for note in notes]
    return said + [(column.heading, column.note) for column in columns if column.note]


def notes_on_small_numbers(choice: ReportScope, *, hides: bool) -> list[str]:
    if choice.exact:
        return ["Små tal visas. Sprid inte rapporten vidare."]
    return [SMALL_NUMBERS.format(most=settings.SMALL_NUMBER_THRESHOLD - 1)] if hides else []
