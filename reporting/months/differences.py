"""What has changed since a month was locked: the rows as they are now against the fingerprints that
were kept.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from reporting.exports import rows
from reporting.exports.declaration import RowExport
from reporting.exports.models import ReportRun
from reporting.figures.scope import ReportScope
from reporting.months.models import SentRow

Fingerprints = dict[UUID, bytes]  # by enrolment


@dataclass(frozen=True)
class MonthDifference:
    """Between a locked file and what the same file would say now, in rows."""

    changed: int
    added: int
    removed: int

    def __bool__(self) -> bool:
        return bool(self.changed or self.added or self.removed)

    def __str__(self) -> str:
        texts = []
        if self.changed:
            texts.append(f"{self.changed} ändrade")
        if self.added:
            texts.append(f"{self.added} nya")
        if self.removed:
            texts.append(f"{self.removed} borttagna")
        return ", ".join(texts)


def compare_with_now(export: RowExport, run: ReportRun, scope: ReportScope) -> MonthDifference:
    """What the run's file would say otherwise now; `scope` is the run's own."""
    return compare(_fingerprints_of(run.sent_rows.all()), _current_fingerprints(export, scope))


def compare(sent: Fingerprints, current: Fingerprints) -> MonthDifference:
    """What was locked against what is true now, of the same enrolments."""
    changed = 0
    for enrolment_id in sent.keys() & current.keys():
        if sent[enrolment_id] != current[enrolment_id]:
            changed += 1
    added = len(current.keys() - sent.keys())
    removed = len(sent.keys() - current.keys())
    return MonthDifference(changed, added, removed)


def find_corrected_enrolments(export: RowExport, scope: ReportScope) -> frozenset[UUID]:
    """Enrolments of which the file now says something else than a locked file for the month."""
    if not export.is_monthly:
        return frozenset()
    delprojekt_ids = [row.pk for row in scope.delprojekt]
    sent = load_sent_fingerprints(scope.period.first_on, delprojekt_ids)
    if not sent:
        return frozenset()
    corrected_ids = set()
    for row in rows.read(export, scope):
        earlier = sent.get(row.enrolment_id)
        if earlier is not None and earlier != rows.fingerprint_of(row):
            corrected_ids.add(row.enrolment_id)
    return frozenset(corrected_ids)


def load_sent_fingerprints(first_on: date, delprojekt_ids: Iterable[int]) -> Fingerprints:
    """What the latest locked file for the month that begins then said of each enrolment."""
    locked = SentRow.objects.filter(
        first_on=first_on,
        delprojekt__in=delprojekt_ids,
        run__locked_at__isnull=False,
        fingerprint__isnull=False,
    )
    latest = locked.order_by("enrolment", "-run__locked_at").distinct("enrolment")
    return _fingerprints_of(latest)


def _fingerprints_of(sent_rows: "QuerySet[SentRow]") -> Fingerprints:
    """Of the rows that were in a file."""
    fingerprints = {}
    for enrolment_id, fingerprint in sent_rows.values_list("enrolment_id", "fingerprint"):
        if fingerprint is not None:
            fingerprints[enrolment_id] = bytes(fingerprint)
    return fingerprints


def _current_fingerprints(export: RowExport, scope: ReportScope) -> Fingerprints:
    """What the file would say of each enrolment if it were made now."""
    fingerprints = {}
    for row in rows.read(export, scope):
        fingerprints[row.enrolment_id] = rows.fingerprint_of(row)
    return fingerprints
