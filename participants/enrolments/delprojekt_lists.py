"""Who has come and who has left, as those who lead a delprojekt see it."""

from typing import Any

from django.db.models import Q, QuerySet

from mia.organisation.staff.models import Staff
from participants.delprojekt_lists import DelprojektEntry, DelprojektList, Part, Watched, entry_of
from participants.enrolments.models import Enrolment


def new_enrolments(user: Staff, watched: Watched) -> QuerySet[Any]:
    """Return those that were registered since then, or began since then as planned before."""
    began = Q(started_on__gt=watched.since_on, started_on__lte=watched.today)
    is_new = began | Q(registered_at__gte=watched.since)
    rows: QuerySet[Any] = Enrolment.objects.visible_to(user)
    return rows.filter(is_new, delprojekt=watched.delprojekt)


def ended_enrolments(user: Staff, watched: Watched) -> QuerySet[Any]:
    """Return those that are over, whose last day or the registration of it came since then.

    Both have a day and no hour: who is enrolled on a Friday is so until midnight.
    """
    is_new = Q(ended_on__gte=watched.since_on) | Q(exit_registered_on__gt=watched.since_on)
    rows: QuerySet[Any] = Enrolment.objects.visible_to(user)
    return rows.filter(is_new, delprojekt=watched.delprojekt, ended_on__lt=watched.today)


def new_first(rows: QuerySet[Any], watched: Watched) -> QuerySet[Any]:
    return rows.select_related("participant").order_by("-started_on", "pk")


def ended_first(rows: QuerySet[Any], watched: Watched) -> QuerySet[Any]:
    return rows.select_related("participant", "exit_reason").order_by("-ended_on", "pk")


def entry_of_new(user: Staff, row: Enrolment, watched: Watched) -> DelprojektEntry:
    return entry_of(row, "inskriven", row.started_on)


def entry_of_ended(user: Staff, row: Enrolment, watched: Watched) -> DelprojektEntry:
    return entry_of(row, f"avslutad: {row.exit_reason}", row.ended_on)


DELPROJEKT_LISTS = (
    DelprojektList(
        slug="nyinskrivna",
        label="Nyinskrivna",
        part=Part.CHANGED,
        rows=new_enrolments,
        in_order=new_first,
        entry=entry_of_new,
    ),
    DelprojektList(
        slug="avslutade",
        label="Avslutade",
        part=Part.CHANGED,
        rows=ended_enrolments,
        in_order=ended_first,
        entry=entry_of_ended,
    ),
)
