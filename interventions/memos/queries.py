"""Reads of the user's own memos, and of all about a case for the register extract."""

from datetime import date
from typing import Any, NamedTuple

from interventions.memos.models import Memo
from mia.core import sql
from mia.organisation.staff.models import Staff
from participants.enrolments.access import can_read_notes
from participants.enrolments.models import Enrolment


class SignedMemo(NamedTuple):
    """A memo with the name of its author."""

    memo: Memo
    author: str


def list_due(user: Staff, today: date) -> list[Memo]:
    """Return the user's own memos for today and before, the oldest first. One statement."""
    rows = Memo.objects.visible_to(user).filter(done_on=None, due_on__lte=today)
    return list(rows.select_related("enrolment__participant").order_by("due_on", "pk"))


def list_open(user: Staff, enrolment: Enrolment) -> list[Memo]:
    """Return the user's own memos of the case that are not done."""
    rows = Memo.objects.visible_in(user, enrolment).filter(done_on=None)
    return list(rows.order_by("due_on", "pk"))


def list_for_extract(user: Staff, enrolment: Enrolment) -> list[SignedMemo]:
    """Return every author's memos about the case, by day. One statement.

    The participant has a right to them; app.memos_of gives them to those who read notes.
    """
    if not can_read_notes(user, enrolment):
        return []
    rows: Any = Memo.objects.raw(sql.load("interventions.memos", "memos_of.sql"), [enrolment.pk])
    return [SignedMemo(row, row.author) for row in rows]
