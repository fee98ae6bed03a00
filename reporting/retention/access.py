"""Who disposes. Without the right 403, before a row is looked up (404)."""

from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from mia.access.roles import Permission
from mia.organisation.staff.models import Staff
from reporting.retention import listing
from reporting.retention.enums import Stage
from reporting.retention.models import Disposal


def can_dispose(user: Staff) -> bool:
    return user.may(Permission.DISPOSE)


def can_confirm_disposal(user: Staff, disposal: Disposal) -> bool:
    """Another than the one who proposed it."""
    is_another = user.pk != disposal.proposed_by_id
    return can_dispose(user) and is_another and disposal.stage == Stage.PROPOSED


def can_withdraw_disposal(user: Staff, disposal: Disposal) -> bool:
    return can_dispose(user) and disposal.stage == Stage.PROPOSED


def can_resume_disposal(user: Staff, disposal: Disposal) -> bool:
    """The one who confirmed carries it out."""
    is_own = user.pk == disposal.confirmed_by_id
    return can_dispose(user) and is_own and disposal.stage == Stage.CONFIRMED


def check_disposer(user: Staff) -> None:
    """Raise PermissionDenied unless the user disposes."""
    if not can_dispose(user):
        raise PermissionDenied


def get_disposal(user: Staff, pk: UUID) -> Disposal:
    """Return one disposal. Raises Http404, PermissionDenied."""
    check_disposer(user)
    disposal: Disposal = get_object_or_404(Disposal.objects.latest_first(), pk=pk)
    return disposal


def get_person(user: Staff, pk: UUID, *, today: date) -> listing.DisposalRow:
    """Return a person of the disposal list. Raises Http404, PermissionDenied."""
    check_disposer(user)
    row = listing.row_of(pk, today=today)
    if row is None or not row.is_person:
        raise Http404
    return row
