"""Which methods have begun and ended, as those who lead a delprojekt see it."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Q, QuerySet

from interventions.methods.models import MethodWork
from mia.organisation.staff.models import Staff
from participants.delprojekt_lists import DelprojektEntry, DelprojektList, Part, Watched, entry_of
from participants.enrolments.models import Enrolment


def methods_in(user: Staff, watched: Watched) -> QuerySet[Any]:
    """Return the methods of enrolments that go on, or ended since then: a few hundred of all, which
    the database reads one by one, by the keys of the enrolments.
    """
    goes_on = Q(ended_on=None) | Q(ended_on__gte=watched.since_on)
    enrolments = Enrolment.objects.filter(goes_on, delprojekt=watched.delprojekt)
    keys = ArraySubquery(enrolments.order_by().values("pk"))
    rows: QuerySet[Any] = MethodWork.objects.visible_to(user)
    return rows.filter(enrolment__among=keys)


def begun_methods(user: Staff, watched: Watched) -> QuerySet[Any]:
    """Return the methods whose first day came since then."""
    return methods_in(user, watched).filter(
        started_on__gt=watched.since_on, started_on__lte=watched.today
    )


def ended_methods(user: Staff, watched: Watched) -> QuerySet[Any]:
    """Return the methods whose last day has passed since then."""
    return methods_in(user, watched).filter(
        ended_on__gte=watched.since_on, ended_on__lt=watched.today
    )


def begun_first(rows: QuerySet[Any], watched: Watched) -> QuerySet[Any]:
    return rows.select_related("enrolment__participant").order_by("-started_on", "pk")


def ended_first(rows: QuerySet[Any], watched: Watched) -> QuerySet[Any]:
    return rows.select_related("enrolment__participant").order_by("-ended_on", "pk")


def entry_of_begun(user: Staff, row: MethodWork, watched: Watched) -> DelprojektEntry:
    return entry_of(row.enrolment, f"{row} började", row.started_on)


def entry_of_ended(user: Staff, row: MethodWork, watched: Watched) -> DelprojektEntry:
    return entry_of(row.enrolment, f"{row} slutade", row.ended_on)


DELPROJEKT_LISTS = (
    DelprojektList(
        slug="metoder-borjade",
        label="Metoder som började",
        part=Part.CHANGED,
        rows=begun_methods,
        in_order=begun_first,
        entry=entry_of_begun,
    ),
    DelprojektList(
        slug="metoder-slutade",
        label="Metoder som slutade",
        part=Part.CHANGED,
        rows=ended_methods,
        in_order=ended_first,
        entry=entry_of_ended,
    ),
)
