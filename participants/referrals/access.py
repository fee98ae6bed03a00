"""Who sees and handles referrals: outside the scope 404, inside without the right 403."""

from collections.abc import Callable
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from mia.access.roles import Permission
from mia.organisation.staff.models import Staff
from participants.referrals.models import Referral

Rule = Callable[[Staff, Referral], bool]


def can_see_inbox(user: Staff) -> bool:
    return user.may(Permission.REGISTER)


def can_handle_referral(user: Staff, referral: Referral) -> bool:
    """Those who register participants in the delprojekt. A protected person's referral is handled
    by those who decide about them there, and by the one who wrote it down.
    """
    if not user.may(Permission.REGISTER, referral.delprojekt_id):
        return False
    if not referral.is_protected or referral.registered_by_id == user.pk:
        return True
    return user.may(Permission.DECIDE_PROTECTED, referral.delprojekt_id)


def can_decide_referral(user: Staff, referral: Referral) -> bool:
    """One that is open: what is decided stays."""
    return referral.is_open and can_handle_referral(user, referral)


def get_referral(user: Staff, pk: UUID) -> Referral:
    """Return a referral that the user sees; the view is recorded. Raises Http404."""
    referrals = Referral.objects.visible_to(user).select_related(
        "delprojekt", "referrer", "municipality", "enrolment", "registered_by"
    )
    referral: Referral = get_object_or_404(referrals, pk=pk)
    return referral


def get_handled(user: Staff, pk: UUID, rule: Rule = can_handle_referral) -> Referral:
    """As get_referral, and `rule` holds. Raises Http404 or PermissionDenied."""
    referral = get_referral(user, pk)
    if not rule(user, referral):
        raise PermissionDenied
    return referral
