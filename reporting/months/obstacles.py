"""Why a month can not be locked: the same reasons on the page and in the action."""

from datetime import date

from reporting.exports import rows
from reporting.exports.declaration import RowExport
from reporting.exports.models import ReportRun
from reporting.figures.scope import ReportScope
from reporting.months import queries

NOT_OVER = "Månaden är inte slut än. Lås den när den är det."
ALREADY_LOCKED = "Filen är redan låst."
BUSY = "Någon sparar uppgifter som filen berättar om just nu. Försök igen om en stund."
CHANGED = "Uppgifterna har ändrats sedan filen hämtades. Hämta den igen, lämna in den och lås den."


def find_obstacle_of_month(export: RowExport, scope: ReportScope, today: date) -> str:
    """A sentence; empty when the month of the scope may be locked."""
    if scope.period.last_on >= today:
        return NOT_OVER
    earlier = queries.find_month_to_lock_before(export, scope)
    if earlier is not None:
        return f"Månaderna låses i ordning. Lås {earlier.label} först."
    return ""


def find_obstacle(run: ReportRun, export: RowExport, scope: ReportScope, today: date) -> str:
    """A sentence; empty when the file can be locked. Reads every row that the file would have."""
    obstacle = find_obstacle_of_month(export, scope, today)
    if obstacle:
        return obstacle
    content = rows.ContentFingerprint()
    for _ in rows.read(export, scope, content):
        pass
    if str(content) != run.parameters["content"]:
        return CHANGED
    return ""
