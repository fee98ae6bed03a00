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
class FileOrigin:
    """Who makes the file, by name, and when.

    It comes from outside, so that the same data and moment give the same bytes.
    """

    by: str
    at: datetime


def lines(
    export: Export,
    scope: ReportScope,
    origin: FileOrigin,
    columns: list[ReportColumn],
    notes: list[str],
) -> list[tuple[str, str]]:
    """Label and text, in the order a reader needs them."""
    delprojekt = ", ".join(row.name for row in scope.delprojekt)
    projects = ", ".join(row.name for row in scope.projects)
    rows = [
        ("Rapport", export.title),
        ("Period", scope.period.label),
        ("Population", export.population),
        ("Delprojekt", delprojekt),
        ("ESF-projekt", projects),
    ]
    if export.has_programme:
        rows.append(("Programperiod", PROGRAMMES[scope.programme]))
    rows += [
        ("Skapad", f"{origin.at:%Y-%m-%d %H:%M:%S}"),
        ("Skapad av", origin.by),
        ("Version", f"MIA {settings.VERSION}, kodlistor som de var {origin.at:%Y-%m-%d}"),
    ]
    for note in notes:
        rows.append(("Att veta", note))
    for column in columns:
        if column.note:
            rows.append((column.heading, column.note))
    return rows


def notes_on_small_numbers(scope: ReportScope, *, hides: bool) -> list[str]:
    if scope.exact:
        return ["Små tal visas. Sprid inte rapporten vidare."]
    if not hides:
        return []
    return [SMALL_NUMBERS.format(most=settings.SMALL_NUMBER_THRESHOLD - 1)]
