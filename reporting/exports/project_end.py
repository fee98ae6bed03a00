"""Enrolments that are still open though their ESF project has ended: in no file, to be mended
(docs/formats.md §4.1).
"""

from mia.access import replica
from mia.core.sql import load
from reporting.figures.numbers import number_text
from reporting.figures.scope import ReportScope

STILL_OPEN = (
    "{stays} i {project} är fortfarande öppna fast ESF-projektet är slut. De är inte med i"
    " filen. Avsluta dem eller flytta dem till rätt ESF-projekt."
)
ONE_STILL_OPEN = (
    "1 inskrivning i {project} är fortfarande öppen fast ESF-projektet är slut. Den är inte med"
    " i filen. Avsluta den eller flytta den till rätt ESF-projekt."
)


def errors(scope: ReportScope) -> list[str]:
    """A sentence for each ESF project that ended before the period and has open enrolments."""
    query = load("reporting.exports", "open_after_project_end.sql")
    sentences = []
    for project, number in replica.fetch(query, scope.params):
        sentences.append(_sentence(project, number))
    return sentences


def _sentence(project: str, number: int) -> str:
    if number == 1:
        return ONE_STILL_OPEN.format(project=project)
    return STILL_OPEN.format(stays=f"{number_text(number)} inskrivningar", project=project)
