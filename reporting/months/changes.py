"""Which locked months say something else now, cheap enough to ask each time a page is shown.

The database marks the rows of locked months that a write may have made untrue
(reporting/sql/functions/mark_*.sql), and the enrolments that may have come into such a month; only
these are compared.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from mia.core.plain_text import FORMULA_STARTS
from mia.core.sql import load
from mia.organisation.staff.models import Staff
from reporting.exports import rows
from reporting.exports.declaration import RowExport
from reporting.months.differences import Fingerprints, MonthDifference, compare


class ChangedMonth(NamedTuple):
    """A locked month, as it was locked last, and how many of its rows say something else now."""

    run_id: UUID
    first_on: date
    project_codes: list[str]
    difference: MonthDifference


class _MarkedMonth(NamedTuple):
    """Columns of sql/marked_months.sql."""

    run_id: UUID
    first_on: date
    last_on: date
    delprojekt: list[int]
    projects: list[int]
    project_codes: list[str]
    enrolments: list[UUID]
    fingerprints: list[bytes | None]


def find_changed_months(user: Staff, export: RowExport) -> list[ChangedMonth]:
    """Of the files that the user may make, the earliest month first. Two statements at most."""
    delprojekt_ids = sorted(user.scope.delprojekt_with(export.permission))
    if not (export.is_monthly and delprojekt_ids):
        return []
    query = load("reporting.months", "marked_months.sql")
    params: dict[str, Any] = {"slug": export.slug, "delprojekt": delprojekt_ids}
    with connection.cursor() as cursor:
        cursor.execute(query, params)
        marked = [_MarkedMonth(*row) for row in cursor.fetchall()]
    current = _current_fingerprints(export, marked)
    changed = []
    for month in marked:
        sent = _sent_fingerprints(month)
        difference = compare(sent, current.get(month.run_id, {}))
        if difference:
            changed.append(
                ChangedMonth(month.run_id, month.first_on, month.project_codes, difference)
            )
    return changed


def _current_fingerprints(
    export: RowExport, marked: list[_MarkedMonth]
) -> Mapping[UUID, Fingerprints]:
    """What the marked rows would say now, by run."""
    fingerprints: dict[UUID, Fingerprints] = {}
    if not marked:
        return fingerprints
    scopes = {month.run_id: _params(month) for month in marked}
    for run_id, row in rows.read_scopes(export, scopes):
        of_run = fingerprints.setdefault(run_id, {})
        of_run[row.enrolment_id] = rows.fingerprint_of(row)
    return fingerprints


def _params(month: _MarkedMonth) -> dict[str, Any]:
    """Of the SQL of the export's source."""
    return {
        "first": month.first_on,
        "last": month.last_on,
        "delprojekt": month.delprojekt,
        "projects": month.projects,
        "corrected": [],
        "enrolments": month.enrolments,
        "formula_starts": list(FORMULA_STARTS),
    }


def _sent_fingerprints(month: _MarkedMonth) -> Fingerprints:
    fingerprints = {}
    for enrolment_id, fingerprint in zip(month.enrolments, month.fingerprints, strict=True):
        if fingerprint is not None:
            fingerprints[enrolment_id] = bytes(fingerprint)
    return fingerprints
