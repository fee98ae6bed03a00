"""What locked months add to the lists over many features, and to where a day begins."""

from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from mia.organisation.frame.notices import StartNotice
from mia.organisation.staff.models import Staff
from participants.seams import Feature
from reporting.exports.declaration import Export
from reporting.months import queries
from reporting.months.changes import ChangedMonth, find_changed_months
from reporting.months.models import SentRow

SHOWN = 6  # months by name: more than these are counted


def start_notices(request: HttpRequest, user: Staff) -> list[StartNotice]:
    """That months have changed since they were locked, for those who hand them in."""
    notices = []
    for export in queries.monthly_exports():
        changed = find_changed_months(user, export)
        if changed:
            notices.append(_notice(export, changed))
    return notices


def _notice(export: Export, changed: list[ChangedMonth]) -> StartNotice:
    """It leads to the earliest month, which is the first to be handed in again."""
    labels = []
    for month in changed:
        label = f"{month.first_on:%Y-%m}"
        if label not in labels:
            labels.append(label)
    names = ", ".join(labels[:SHOWN])
    if len(labels) > SHOWN:
        names = f"{names} och {len(labels) - SHOWN} till"
    earliest = changed[0]
    query = [("month", labels[0]), *(("project", code) for code in earliest.project_codes)]
    url = f"{reverse('reporting:report', args=[export.slug])}?{urlencode(query)}"
    title = f"Ändrad sedan den låstes: {names}."
    if len(labels) > 1:
        title = f"Ändrade sedan de låstes: {names}."
    text = f"{export.title}. Hämta filen igen, lämna in den och lås månaden på nytt."
    return StartNotice(title, text, url=url, label=f"Visa {labels[0]}")


FEATURE = Feature(retention=(SentRow,))
