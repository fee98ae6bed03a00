"""Who has had no contact and what ends with nothing after it, as those who lead see it."""

from datetime import timedelta
from typing import Any

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from interventions.contacts.models import Contact
from interventions.continuity import queries
from interventions.methods.models import MethodWork
from interventions.placements.models import Placement
from mia.organisation.staff.models import Staff
from participants.delprojekt_lists import DelprojektEntry, DelprojektList, Part, Watched, entry_of
from participants.enrolments.models import Enrolment

AHEAD = timedelta(days=30)
# The last day, or the planned one as long as it goes on.
PLACEMENT_ENDS = Coalesce("ended_on", "planned_until")


def open_enrolments(user: Staff, watched: Watched) -> QuerySet[Any]:
    rows: QuerySet[Any] = Enrolment.objects.visible_to(user)
    return rows.filter(delprojekt=watched.delprojekt, ended_on=None)


def without_contact(user: Staff, watched: Watched) -> QuerySet[Any]:
    """Return the open enrolments without contact for 30 days that are not paused."""
    return open_enrolments(user, watched).filter(queries.without_contact(watched.today))


def method_ends(user: Staff, watched: Watched) -> QuerySet[Any]:
    """Return the open enrolments whose last method ends within the days ahead, none after it."""
    return open_enrolments(user, watched).filter(queries.method_ends(watched.today, AHEAD))


def placement_ends(user: Staff, watched: Watched) -> QuerySet[Any]:
    """Return the placements of open enrolments that end within the days ahead, none after them."""
    others = Placement.objects.filter(enrolment=OuterRef("enrolment")).exclude(pk=OuterRef("pk"))
    later = others.annotate(ends=PLACEMENT_ENDS).filter(Q(ends=None) | Q(ends__gt=OuterRef("ends")))
    rows: QuerySet[Any] = Placement.objects.visible_to(user).annotate(ends=PLACEMENT_ENDS)
    ending = rows.filter(
        ends__range=(watched.today, watched.today + AHEAD),
        enrolment__delprojekt=watched.delprojekt,
        enrolment__ended_on=None,
    )
    return ending.filter(~Exists(later))


def longest_first(rows: QuerySet[Any], watched: Watched) -> QuerySet[Any]:
    last_on = queries.of_enrolment(Contact.objects.participation(), Max("held_on"))
    ordered = rows.annotate(last_on=last_on).order_by(
        Coalesce("last_on", "started_on"), "started_on", "pk"
    )
    return ordered.select_related("participant")


def methods_in_order(rows: QuerySet[Any], watched: Watched) -> QuerySet[Any]:
    ends_on = queries.of_enrolment(MethodWork.objects.all(), Max("ended_on"))
    return rows.annotate(ends_on=ends_on).select_related("participant").order_by("ends_on", "pk")


def placements_in_order(rows: QuerySet[Any], watched: Watched) -> QuerySet[Any]:
    return rows.select_related("enrolment__participant", "host").order_by(F("ends"), "pk")


def entry_without_contact(user: Staff, row: Any, watched: Watched) -> DelprojektEntry:
    """How many days, and the last contact or, without one, the first day."""
    since = row.last_on or row.started_on
    text = f"{(watched.today - since).days} dagar sedan kontakt"
    if row.last_on is None:
        text = f"{(watched.today - since).days} dagar utan kontakt sedan inskrivningen"
    return entry_of(row, text, since)


def entry_of_method(user: Staff, row: Any, watched: Watched) -> DelprojektEntry:
    return entry_of(row, "sista metoden tar slut", row.ends_on)


def entry_of_placement(user: Staff, row: Any, watched: Watched) -> DelprojektEntry:
    return entry_of(row.enrolment, f"placeringen hos {row.host} tar slut", row.ends)


DELPROJEKT_LISTS = (
    DelprojektList(
        slug="utan-kontakt",
        label="Utan kontakt på 30 dagar",
        part=Part.WAITING,
        rows=without_contact,
        in_order=longest_first,
        entry=entry_without_contact,
    ),
    DelprojektList(
        slug="metoder",
        label="Metoder, och ingen ny efter",
        part=Part.ENDING,
        rows=method_ends,
        in_order=methods_in_order,
        entry=entry_of_method,
    ),
    DelprojektList(
        slug="placeringar",
        label="Placeringar, och ingen ny efter",
        part=Part.ENDING,
        rows=placement_ends,
        in_order=placements_in_order,
        entry=entry_of_placement,
    ),
)
