"""What the page shows of a checked file: its rows, those with problems first of all."""

from django.core.paginator import Paginator

from interventions.imports import uploads
from interventions.imports.report import WRONG, RowProblem
from mia.jobs.models import Job

PER_PAGE = 100
FILTERS = {"fel": "Rader med fel", "alla": "Alla rader"}
PreviewRow = tuple[int, str, list[RowProblem]]  # line, status, what is wrong


def preview_of(job: Job, *, only: str, page: str) -> dict[str, object]:
    """The template's context. `only` and `page` as the address has them."""
    outcome = uploads.outcome_of(job)
    if only not in FILTERS and outcome.problems:
        only = "fel"
    elif only not in FILTERS:
        only = "alla"
    rows = _wrong_rows(outcome.problems)
    if only == "alla":
        for line, status in outcome.statuses:
            rows.append((line, status, []))
        rows.sort()
    return {
        "page": Paginator(rows, PER_PAGE).get_page(page),
        "chosen": only,
        "query": f"visa={only}&",
        "filters": FILTERS,
        "going_in": job.result["new"] + job.result["changed"],
    }


def _wrong_rows(problems: list[RowProblem]) -> list[PreviewRow]:
    lines: dict[int, list[RowProblem]] = {}
    for problem in problems:
        lines.setdefault(problem.line, []).append(problem)
    rows: list[PreviewRow] = []
    for line in sorted(lines):
        rows.append((line, WRONG, lines[line]))
    return rows
