"""Reads of what is done, through the door."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db.models import F, Q

from interventions.enums import WITHOUT_PARTICIPANT, Outcome
from mia.organisation.roles import ROLES, Permission
from participants.querysets import ScopedQuerySet, answered_for

if TYPE_CHECKING:
    from mia.organisation.models import Staff


def notes_wide(user: "Staff") -> frozenset[int]:
    """The delprojekt whose notes `user` reads as a whole: one and the same role both sees everybody and reads notes.

    Who is a coordinator of the programme and a case worker somewhere reads there as a case worker.
    """
    both = {Permission.SEE_DELPROJEKT, Permission.READ_NOTES}
    return frozenset().union(*(dps for role, dps, _ in user.scope.memberships if both <= ROLES[role].permissions))


class ContactQuerySet(ScopedQuerySet):
    def participation(self) -> Self:
        """Contacts whose minutes are participation time (formats §2)."""
        return self.filter(outcome=Outcome.HELD).exclude(channel__in=WITHOUT_PARTICIPANT)

    def between(self, first: date, last: date) -> Self:
        """Both days inclusive."""
        return self.filter(held_on__range=(first, last))


class NoteQuerySet(ScopedQuerySet):
    def visible_to(self, user: "Staff") -> Self:
        """Notes need their own permission: coordinators see contacts but never what was said."""
        readable = user.scope.delprojekt_with(Permission.READ_NOTES)
        wide = notes_wide(user)
        rule = Q(enrolment__pk__any=answered_for(user), delprojekt__in=readable)
        if wide:
            rule |= Q(delprojekt__in=wide, is_protected=False)
        return self.filter(rule).through_door()


class MethodWorkQuerySet(ScopedQuerySet):
    def in_order(self) -> Self:
        """Those that run first, then the latest."""
        return self.order_by(F("ended_on").desc(nulls_first=True), "-started_on", "method")
