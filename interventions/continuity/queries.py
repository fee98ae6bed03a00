"""Who has had no contact for long, and for whom what goes on ends and nothing follows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import (
    BooleanField,
    Exists,
    ExpressionWrapper,
    F,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.expressions import BaseExpression

from interventions.bookings.models import Booking
from interventions.bookings.queries import IS_OPEN
from interventions.contacts.models import Contact
from interventions.contacts.queries import without_recent_contact
from interventions.methods.models import MethodWork
from mia import audit
from mia.access.roles import Permission
from mia.organisation.absences.models import Absence
from mia.organisation.staff.models import Staff
from participants.assignments.models import Assignment
from participants.enrolments.models import Enrolment
from participants.time_limits.queries import is_paused
from participants.visibility import assigned_enrolments

AHEAD = timedelta(days=14)  # how far ahead a gap is told
LONG_ABSENCE = timedelta(days=7)  # an absence that leaves a gap
MOST_ROWS = 100


@dataclass(frozen=True)
class ContinuityRow:
    """An open case where something is missing. `responsible` are those assigned today."""

    enrolment: Enrolment
    responsible: str
    last_on: date | None
    next_on: date | None
    days: int  # since the last contact, or since the enrolment began
    has_gap: bool


def of_enrolment(queryset: QuerySet[Any], expression: BaseExpression) -> Subquery:
    """Return one value of an enrolment's rows, as an expression on the enrolment."""
    rows = queryset.filter(enrolment=OuterRef("pk")).order_by().values("enrolment")
    return Subquery(rows.annotate(value=expression).values("value"))


def method_ends(today: date, ahead: timedelta = AHEAD) -> Q:
    """Return the condition that the last method ends within the days ahead, none after it."""
    horizon = today + ahead
    methods = MethodWork.objects.filter(enrolment=OuterRef("pk"))
    ends = methods.filter(ended_on__range=(today, horizon))
    goes_on = methods.filter(Q(ended_on=None) | Q(ended_on__gt=horizon))
    return Q(Exists(ends)) & ~Q(Exists(goes_on))


def worker_is_away(today: date) -> Q:
    """Return the condition that everybody responsible is away for long within the days ahead."""
    horizon = today + AHEAD
    absences = Absence.objects.filter(
        staff=OuterRef("staff"),
        delprojekt=OuterRef("delprojekt"),
        started_on__lte=horizon,
        ended_on__gte=today,
        ended_on__gt=F("started_on") + LONG_ABSENCE,
    )
    assignments = Assignment.objects.active(today).filter(enrolment=OuterRef("pk"))
    away = assignments.filter(Exists(absences))
    present = assignments.filter(~Q(Exists(absences)))
    return Q(Exists(away)) & ~Q(Exists(present))


def coming_gap(today: date) -> Q:
    """Return the condition that a gap is coming: what goes on ends, nothing is booked, no pause."""
    booked = Booking.objects.filter(IS_OPEN, enrolment=OuterRef("pk"), held_on__gte=today)
    ends = method_ends(today) | worker_is_away(today)
    return ends & ~Q(Exists(booked)) & ~is_paused(today)


def without_contact(today: date) -> Q:
    """Return the condition that nobody has had contact for long, and no pause says why."""
    return without_recent_contact(today) & ~is_paused(today)


def list_gaps(user: Staff, today: date) -> list[ContinuityRow]:
    """Return the open cases that the user leads or works with where something is missing.

    Those longest without contact first. One statement. Whom it shows is recorded.
    """
    whole = user.scope.whole_delprojekt_with(Permission.READ_NOTES)
    is_own = Q(pk__in=assigned_enrolments(user)) | Q(delprojekt__in=whole)
    rows = Enrolment.objects.visible_to(user).filter(is_own, ended_on=None)
    rows = rows.filter(without_contact(today) | coming_gap(today))
    assignments = Assignment.objects.active(today)
    bookings = Booking.objects.filter(IS_OPEN, held_on__gte=today)
    names = StringAgg("staff__name", ", ", order_by="staff__name")
    annotated = rows.select_related("participant", "delprojekt").annotate(
        last_on=of_enrolment(Contact.objects.participation(), Max("held_on")),
        next_on=of_enrolment(bookings, Min("held_on")),
        responsible=of_enrolment(assignments, names),
        has_gap=ExpressionWrapper(coming_gap(today), output_field=BooleanField()),
    )
    first = annotated.order_by(F("last_on").asc(nulls_first=True), "started_on", "pk")
    return list(_rows(first[:MOST_ROWS], today))


def _rows(enrolments: Iterable[Any], today: date) -> Iterable[ContinuityRow]:
    for enrolment in enrolments:
        audit.record_view(enrolment.participant_id)
        since = enrolment.last_on or enrolment.started_on
        yield ContinuityRow(
            enrolment=enrolment,
            responsible=enrolment.responsible or "",
            last_on=enrolment.last_on,
            next_on=enrolment.next_on,
            days=(today - since).days,
            has_gap=enrolment.has_gap,
        )
