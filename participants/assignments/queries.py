"""Who can be assigned to an enrolment."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import DateField, F, Func, Q, QuerySet, Value
from django.db.models.lookups import LessThan

from mia.access.roles import Permission, roles_with
from mia.organisation.memberships.models import Membership
from mia.organisation.staff.models import Staff
from participants.assignments.models import Assignment
from participants.enrolments.models import Enrolment

NOTICE_DAYS = 30  # before the last day that a protected case has somebody who may open it


def soon_after(today: date) -> date:
    """Return the first day of which nobody is told yet that it comes."""
    return today + timedelta(days=NOTICE_DAYS)


def assignable_staff(delprojekt: Iterable[int], today: date) -> QuerySet[Staff]:
    """Return the staff who work with participants in any of these delprojekt today, by name."""
    memberships = Membership.objects.active(today).filter(
        delprojekt__in=delprojekt, role__in=roles_with(Permission.EDIT_ENROLMENT)
    )
    staff = Staff.objects.filter(is_active=True, pk__in=memberships.values("staff"))
    return staff.order_by("name", "pk")


def last_named_day(today: date) -> Func:
    """Return the last day that somebody may open a protected case, None when there is no such day:
    memberships and assignments may have an end.
    """
    return Func(
        F("pk"),
        Value(today),
        function="app.left_to_nobody_after",
        output_field=DateField(),
    )


def cases_to_hand_over(user: Staff, today: date) -> QuerySet[Enrolment]:
    """Return the protected cases that the user is assigned to and nobody else may open, or nobody
    at all from a day that is decided already.

    `last_named_on` is the day before that one. The earliest first, those without a day last.
    """
    own = Assignment.objects.active(today).filter(staff=user)
    others_until = Func(
        F("pk"),
        Value(today),
        Value(user.pk),
        function="app.named_until",
        output_field=DateField(),
    )
    enrolments: QuerySet[Enrolment] = Enrolment.objects.visible_to(user)
    cases = enrolments.filter(is_protected=True, pk__in=own.values("enrolment"))
    days = cases.alias(others_until=others_until).annotate(last_named_on=last_named_day(today))
    alone = days.filter(Q(others_until__isnull=True) | Q(last_named_on__isnull=False))
    ordered = alone.order_by(F("last_named_on").asc(nulls_last=True), "started_on", "pk")
    return ordered.select_related("participant", "delprojekt")


def soon_left_to_nobody(today: date) -> Q:
    """Return the condition that nobody may open a protected case after a day that comes soon."""
    return Q(LessThan(last_named_day(today), Value(soon_after(today))), is_protected=True)
