"""Publish the figures of a quarter for readers outside the delprojekt."""

from datetime import date

from django.db import transaction

from mia import audit
from mia.organisation.delprojekt.models import Delprojekt, EsfProject
from reporting.dashboards import published_figures
from reporting.figures.release import Release, release_after
from reporting.figures.scope import ReportScope
from reporting.publications.models import Publication, content_of
from reporting.publications.queries import due_period, publications


@transaction.atomic
def publish_due(*, by: None, today: date) -> Publication | None:
    """Publish the quarter that is due, and return it; None when it has been published already.

    Within a unit of work of the system, which alone may add a publication.
    """
    period = due_period(today)
    if period is None or Publication.objects.filter(last_on=period.last_on).exists():
        return None
    scope = ReportScope(
        period=period,
        delprojekt=tuple(Delprojekt.objects.order_by("code")),
        projects=tuple(EsfProject.objects.order_by("started_on", "pk")),
        made_on=today,
        is_whole=True,
    )
    release = _release(scope)
    content = content_of(release) if release else {}
    publication, is_new = Publication.objects.get_or_create(
        last_on=period.last_on, defaults={"first_on": period.first_on, "content": content}
    )
    if not is_new:
        return None
    audit.record_event(audit.Action.WRITE, "figures.published", by=by, period=period.label)
    return publication


def _release(scope: ReportScope) -> Release | None:
    """The figures as they are now, after all that has been published; None when that leaves no way
    to publish them.
    """
    figures = published_figures.count(scope)
    earlier = [row.release for row in publications() if row.last_on < scope.period.last_on]
    release = release_after(figures.counts, figures.relations, figures.growing, earlier)
    if release is not None:
        release.months.update(figures.months)
    return release
