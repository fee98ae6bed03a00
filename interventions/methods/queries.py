"""Reads of methods given, and of the staff who may give them."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from interventions.methods.models import MethodWork
from mia.access.roles import Permission, roles_with
from mia.organisation.memberships.models import Membership
from mia.organisation.staff.models import Staff
from participants.enrolments.models import Enrolment


def colleagues(delprojekt_id: int, today: date, *others: int | None) -> QuerySet[Staff]:
    """Staff who work with participants in the delprojekt today, by name.

    `others` are keys of staff who are offered too, for example someone who has left.
    """
    roles = roles_with(Permission.LOG_CONTACT)
    memberships = Membership.objects.active(today).filter(
        staff=OuterRef("pk"), role__in=roles, delprojekt=delprojekt_id
    )
    works_here = Q(Exists(memberships), is_active=True)
    other_keys = [pk for pk in others if pk is not None]
    is_other = Q(pk__in=other_keys)
    return Staff.objects.filter(works_here | is_other).order_by("name", "pk")


def list_methods(user: Staff, enrolment: Enrolment) -> list[MethodWork]:
    """Every method of the enrolment with its staff, those that run first."""
    rows = MethodWork.objects.visible_in(user, enrolment)
    return list(rows.select_related("staff").in_order())


def default_method(user: Staff, enrolment: Enrolment, day: date) -> str | None:
    """The method to propose for a contact on the day: that of `user`, else the only one."""
    running = MethodWork.objects.visible_in(user, enrolment).active(day)
    methods = list(running.order_by("-started_on", "method").values_list("method", "staff"))
    for method, staff in methods:
        if staff == user.pk:
            return str(method)
    if len(methods) == 1:
        only_method, _staff = methods[0]
        return str(only_method)
    return None
