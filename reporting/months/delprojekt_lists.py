"""What has changed in months that are locked, as those who hand them in see it of a delprojekt."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from mia import audit
from mia.access.roles import Permission
from mia.organisation.staff.models import Staff
from participants.delprojekt_lists import DelprojektEntry, DelprojektList, Part, Watched, entry_of
from participants.enrolments.models import Enrolment
from reporting.exports.models import ReportRun
from reporting.exports.registry import EXPORTS
from reporting.months.models import SentRow


def changed_rows(user: Staff, watched: Watched) -> QuerySet[Any]:
    """Return the rows of locked months about which something was written first since then.

    Of each month the file that was locked last. The database marks them, without comparing
    (reporting/sql/functions/mark_*.sql).
    """
    later = ReportRun.objects.filter(
        slug=OuterRef("run__slug"),
        first_on=OuterRef("first_on"),
        delprojekt=OuterRef("run__delprojekt"),
        parameters__projekt=OuterRef("run__parameters__projekt"),
        locked_at__gt=OuterRef("run__locked_at"),
    )
    visible = Enrolment.objects.visible_to(user).filter(delprojekt=watched.delprojekt)
    rows = SentRow.objects.filter(
        changed_at__gte=watched.since,
        run__locked_at__isnull=False,
        delprojekt=watched.delprojekt,
        enrolment__in=visible.order_by().values("pk"),
    )
    changed: QuerySet[Any] = rows.exclude(Exists(later))
    return changed


def latest_first(rows: QuerySet[Any], watched: Watched) -> QuerySet[Any]:
    return rows.select_related("enrolment__participant", "run").order_by("-changed_at", "pk")


def entry_of_row(user: Staff, row: SentRow, watched: Watched) -> DelprojektEntry:
    audit.record_view(row.enrolment.participant_id)
    title = EXPORTS[row.run.slug].title
    text = f"{title}, {row.first_on:%Y-%m} är låst"
    return entry_of(row.enrolment, text, timezone.localtime(row.changed_at).date())


CHANGED_ROWS = DelprojektList(
    slug="lasta-manader",
    label="Ändrat i låsta månader",
    part=Part.CHANGED,
    rows=changed_rows,
    in_order=latest_first,
    entry=entry_of_row,
    permission=Permission.EXPORT_PERSONS,
)
