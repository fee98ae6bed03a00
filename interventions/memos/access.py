"""Access checks of memos: each their own."""

from uuid import UUID

from django.http import Http404

from interventions.memos.models import Memo
from mia.organisation.staff.models import Staff
from participants.enrolments.access import allow, can_edit_enrolment
from participants.enrolments.models import Enrolment


def can_write_memo(user: Staff, enrolment: Enrolment) -> bool:
    return can_edit_enrolment(user, enrolment)


def get_own_memo(user: Staff, pk: UUID) -> Memo:
    """Return a memo of the user's own, done or not. Raises Http404, PermissionDenied."""
    rows = Memo.objects.visible_to(user).filter(pk=pk)
    memo: Memo | None = rows.select_related("enrolment__participant").first()
    if memo is None:
        raise Http404
    allow(can_write_memo(user, memo.enrolment))
    return memo
