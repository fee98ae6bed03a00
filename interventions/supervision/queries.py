"""Who can be asked about a case."""

from datetime import date

from django.db.models import Q, QuerySet

from interventions.methods.models import MethodWork
from mia.access.roles import Role
from mia.organisation.memberships.models import Membership
from mia.organisation.staff.models import Staff
from participants.enrolments.models import Enrolment


def supervisors_for(user: Staff, enrolment: Enrolment, today: date) -> QuerySet[Staff]:
    """Return the supervisors of the methods that run in the case, by name; none for a protected
    person.
    """
    if enrolment.is_protected:
        return Staff.objects.none()
    running = MethodWork.objects.visible_in(user, enrolment).active(today)
    memberships = Membership.objects.active(today).filter(
        Q(delprojekt=None) | Q(delprojekt=enrolment.delprojekt_id),
        role=Role.METHOD_SUPERVISOR,
        method__in=running.values("method"),
    )
    staff = Staff.objects.filter(is_active=True, pk__in=memberships.values("staff"))
    return staff.order_by("name", "pk")
