"""Reads of what is done, through the door."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db.models import Q

from interventions.enums import WITHOUT_PARTICIPANT, Outcome
from mia.organisation.roles import Permission
from participants.querysets import ScopedQuerySet, answered_for

if TYPE_CHECKING:
    from mia.organisation.models import Staff


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
        wide = readable & user.scope.delprojekt_with(Permission.SEE_DELPROJEKT)
        rule = Q(enrolment__in=answered_for(user), delprojekt__in=readable)
        if wide:
            rule |= Q(delprojekt__in=wide, is_protected=False)
        return self.filter(rule).through_door()
