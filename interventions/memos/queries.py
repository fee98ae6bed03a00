"""Reads of the user's own memos."""

from datetime import date

from interventions.memos.models import Memo
from mia.organisation.staff.models import Staff
from participants.enrolments.models import Enrolment


def list_due(user: Staff, today: date) -> list[Memo]:
    """Return the user's own memos for today and before, the oldest first. One statement."""
    rows = Memo.objects.visible_to(user).filter(staff=user, done_on=None, due_on__lte=today)
    return list(rows.select_related("enrolment__participant").order_by("due_on", "pk"))


def list_open(user: Staff, enrolment: Enrolment) -> list[Memo]:
    """Return the user's own memos of the case that are not done."""
    rows = Memo.objects.visible_in(user, enrolment).filter(staff=user, done_on=None)
    return list(rows.order_by("due_on", "pk"))
