"""One door per object: outside the scope it does not exist (404), inside without the right it is refused (403)."""

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404

from participants import rules
from participants.models import Enrolment

if TYPE_CHECKING:
    from mia.organisation.models import Staff

Rule = Callable[["Staff", Enrolment], bool]


def get_visible(user: "Staff", pk: UUID) -> Enrolment:
    """The enrolment with its participant, if the user sees it. Raises Http404. The read is noted in the trail."""
    try:
        return (
            Enrolment.objects.visible_to(user)
            .select_related("participant", "delprojekt", "project", "municipality", "referrer", "exit_reason")
            .get(pk=pk)
        )
    except Enrolment.DoesNotExist:
        raise Http404 from None


def get_editable(user: "Staff", pk: UUID, rule: Rule = rules.can_edit_enrolment) -> Enrolment:
    """As get_visible, and `rule` holds. Raises Http404 or PermissionDenied."""
    enrolment = get_visible(user, pk)
    allow(rule(user, enrolment))
    return enrolment


def allow(permitted: bool) -> None:
    """Raises PermissionDenied when not permitted."""
    if not permitted:
        raise PermissionDenied
