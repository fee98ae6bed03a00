"""Django finds an app's models here; everything else imports them from their feature package."""

from reporting.exports.models import ReportRun
from reporting.months.models import SentRow
from reporting.publications.models import Publication
from reporting.retention.models import Disposal, DisposalCount, DisposalHold, DisposalItem

__all__ = [
    "Disposal",
    "DisposalCount",
    "DisposalHold",
    "DisposalItem",
    "Publication",
    "ReportRun",
    "SentRow",
]
