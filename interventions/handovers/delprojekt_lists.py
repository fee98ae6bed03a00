"""Which cases have moved to another worker, as those who lead a delprojekt see it."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from interventions.handovers.models import CaseHandover
from mia.organisation.staff.models import Staff
from participants.delprojekt_lists import DelprojektEntry, DelprojektList, Part, Watched, entry_of


def new_handovers(user: Staff, watched: Watched) -> QuerySet[Any]:
    """Return the cases that were handed over since then and not taken back."""
    rows: QuerySet[Any] = CaseHandover.objects.visible_to(user)
    return rows.filter(
        delprojekt=watched.delprojekt, handed_over_at__gte=watched.since, undone_at=None
    )


def latest_first(rows: QuerySet[Any], watched: Watched) -> QuerySet[Any]:
    related = rows.select_related("enrolment__participant", "former", "successor")
    return related.order_by("-handed_over_at", "pk")


def entry_of_handover(user: Staff, row: CaseHandover, watched: Watched) -> DelprojektEntry:
    text = f"från {row.former} till {row.successor}"
    return entry_of(row.enrolment, text, timezone.localtime(row.handed_over_at).date())


NEW_HANDOVERS = DelprojektList(
    slug="overlamningar",
    label="Överlämnade ärenden",
    part=Part.CHANGED,
    rows=new_handovers,
    in_order=latest_first,
    entry=entry_of_handover,
)
