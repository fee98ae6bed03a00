"""What a report is, beside its figures: the workbook's sheet Om and the record of the run
(docs/formats.md §1).
"""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from reporting.exports.declaration import Export, ReportColumn
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
    export: Export, scope: ReportScope, made: Made, columns: list[ReportColumn], notes: list[str]
) -> list[tuple[str, str]]:
    """Label and text, in the order a reader needs them."""
    rows = [
        ("Rapport", export.title),
        ("Period", scope.period.label),
        ("Population", export.population),
        ("Delprojekt", ", ".join(row.name for row in scope.delprojekt)),
        ("ESF-projekt", ", ".join(row.name for row in scope.projects)),
    ]
    if export.has_programme:
        rows.append(("Programperiod", PROGRAMMES[scope.programme]))
    rows += [
        ("Skapad", f"{made.at:%Y-%m-%d %H:%M:%S}"),
        ("Skapad av", made.by),
        ("Version", f"MIA {settings.VERSION}, kodlistor som de var {made.at:%Y-%m-%d}"),
    ]
    rows += [("Att veta", note) for note in notes]
    rows += [(column.heading, column.note) for column in columns if column.note]
    return rows


def notes_on_small_numbers(scope: ReportScope, *, hides: bool) -> list[str]:
    if scope.exact:
        return ["Små tal visas. Sprid inte rapporten vidare."]
    if not hides:
        return []
    return [SMALL_NUMBERS.format(most=settings.SMALL_NUMBER_THRESHOLD - 1)]
