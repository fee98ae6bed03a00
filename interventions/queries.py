"""Named reads for pages and commands, above the models. The QuerySets that models carry live in querysets.py."""

from datetime import date
from functools import lru_cache
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from interventions.models import MethodWork
from interventions.querysets import notes_wide
from mia.organisation.models import Membership, Staff
from mia.organisation.roles import Permission, roles_with
from participants.models import Enrolment
from participants.querysets import answers_for

PAGE = 50  # contacts


def works_with(user: Staff, enrolment_id: UUID, delprojekt_id: int, *, is_protected: bool) -> bool:
    """Does `user` work with this participant: answers for it (or the team does), or leads the delprojekt?"""
    if delprojekt_id in notes_wide(user) and not is_protected:
        return True
    return user.may(Permission.READ_NOTES, delprojekt_id) and answers_for(user, enrolment_id)


def colleagues(delprojekt_id: int, today: date, *also: int | None) -> "QuerySet[Staff]":
    """Staff who work with participants in the delprojekt today, and those named in `also` (who may have left)."""
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
    """Of the methods that run, with the key of who works with each: the one of `user`; else the only one."""
    own = [method for method, staff in running if staff == user.pk]
    if own:
        return own[0]
    return running[0][0] if len(running) == 1 else None
