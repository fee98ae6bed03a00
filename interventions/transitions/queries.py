"""Reads of transitions."""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q

from interventions.transitions.enums import State
from interventions.transitions.models import Transition
from mia.organisation.staff.models import Staff
from participants.enrolments.models import Enrolment

# A transition that was planned so long ago should have started, or not.
WAITING = timedelta(weeks=4)


def list_transitions(user: Staff, enrolment: Enrolment) -> list[Transition]:
    """Every transition of the enrolment, the latest planned first."""
    return list(Transition.objects.visible_in(user, enrolment).in_order())


def without_answer(today: date) -> Q:
    """Return the condition that a transition was planned and nobody has said how it went."""
    waiting = Transition.objects.filter(
        enrolment=OuterRef("pk"), state=State.PLANNED, planned_on__lte=today - WAITING
    )
    return Q(Exists(waiting))
