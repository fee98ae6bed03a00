"""Reads of methods given, and of the staff who may give them."""

from datetime import date
from functools import lru_cache

from django.db.models import Exists, OuterRef, Q, QuerySet

from interventions.methods.models import MethodWork
from mia.access.roles import Permission, roles_with
from mia.organisation.memberships.models import Membership
from mia.organisation.staff.models import Staff
from participants.enrolments.models import Enrolment


def colleagues(delprojekt_id: int, today: date, *also: int | None) -> "QuerySet[Staff]":
    """Staff who work with participants in the delprojekt today, and those named in `also` (who may
    have left).
    """
    return _colleagues(delprojekt_id, today, also).all()


@lru_cache(maxsize=1_000)
def _colleagues(delprojekt_id: int, today: date, also: tuple[int | None, ...]) -> "QuerySet[Staff]":
    """The question, which is the same all day; its answer is never kept."""
    held = Membership.objects.active(today).filter(
        staff=OuterRef("pk"), role__in=roles_with(Permission.LOG_CONTACT), delprojekt=delprojekt_id
    )
    named = Q(pk__in=[pk for pk in also if pk])
    return Staff.objects.filter(Q(Exists(held), is_active=True) | named).order_by("name", "pk")


def holds(row: MethodWork, day: date) -> bool:
    """Does the method (its last day inclusive) run on the day?"""
    return row.started_on <= day and (row.ended_on is None or row.ended_on >= day)


def methods_of(enrolment: Enrolment, *, user: Staff) -> list[MethodWork]:
    rows = MethodWork.objects.visible_to(user).filter(enrolment=enrolment)
    return list(rows.select_related("staff").in_order())


def default_method(running: list[tuple[str, int | None]], user: Staff) -> str | None:
    """Of the methods that run, with the key of who works with each: the one of `user`; else the
    only one.
    """
    own = [method for method, staff in running if staff == user.pk]
    if own:
        return own[0]
    return running[0][0] if len(running) == 1 else None
