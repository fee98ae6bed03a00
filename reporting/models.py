"""Django finds an app's models here; everything else imports them from their feature package."""

from reporting.exports.models import ReportRun
from reporting.months.models import SentRow
from reporting.publications.models import Publication

__all__ = ["Publication", "ReportRun", "SentRow"]
