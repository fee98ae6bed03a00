"""Django finds an app's models here; everything else imports them from their feature package."""

from reporting.exports.models import ReportRun
from reporting.months.models import SentRow

__all__ = ["ReportRun", "SentRow"]
