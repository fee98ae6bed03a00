"""Who can be assigned to an enrolment."""

from collections.abc import Iterable
from datetime import date

from django.db.models import DateField, F, Func, QuerySet, Value

from mia.access.roles import Permission, roles_with
from mia.organisation.memberships.models import Membership
from mia.organisation.staff.models import Staff
from participants.assignments.models import Assignment
from participants.enrolments.models import Enrolment


def assignable_staff(delprojekt: Iterable[int], today: date) -> QuerySet[Staff]:
    """Return the staff who work with participants in any of these delprojekt today, by name."""
    memberships = Membership.objects.active(today).filter(
        delprojekt__in=delprojekt, role__in=roles_with(Permission.SEE_ASSIGNED)
    )
    staff = Staff.objects.filter(is_active=True, pk__in=memberships.values("staff"))
    return staff.order_by("name", "pk")


def cases_of_nobody_else(user: Staff, today: date) -> QuerySet[Enrolment]:
    """Return the protected cases that the user is assigned to and nobody else may open."""
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
    alone = cases.alias(others_until=others_until).filter(others_until__isnull=True)
    return alone.select_related("participant", "delprojekt").order_by("started_on", "pk")
