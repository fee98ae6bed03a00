"""Writes about taking away a second factor: ask, confirm, withdraw, acknowledge."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.db import transaction

from mia import audit
from mia.access.saving import store, update
from mia.organisation.resets import access
from mia.organisation.resets.models import LIFETIME, FactorReset
from mia.organisation.sessions import actions as sessions_actions
from mia.organisation.staff.access import can_change_rights
from mia.organisation.staff.models import Staff

OWN = "Du kan inte återställa din egen inloggning. Be en annan administratör."
SECOND_PERSON = "En annan administratör än den som bad om återställningen måste bekräfta den."
LAPSED = "Begäran gäller inte längre. Be om en ny."


@transaction.atomic
def ask(staff: Staff, *, by: Staff, at: datetime) -> FactorReset:
    """Ask that the second factor of `staff` be taken away. Raises ValidationError."""
    if not can_change_rights(by, staff):
        raise ValidationError(OWN)
    lapsed = FactorReset.objects.filter(staff=staff, confirmed_at=None, withdrawn_at=None)
    lapsed.filter(requested_at__lte=at - LIFETIME).update(withdrawn_at=at, withdrawn_by=by)
    reset = FactorReset(staff=staff, requested_by=by, requested_at=at)
    store(reset)
    audit.record_event(audit.Action.WRITE, "factor_reset.requested", staff=staff.pk, by=by.pk)
    return reset


@transaction.atomic
def confirm(reset: FactorReset, *, by: Staff, at: datetime) -> FactorReset:
    """Take away the factors, and end every log-in of the person. Raises ValidationError."""
    if not access.can_confirm_reset(by, reset):
        raise ValidationError(SECOND_PERSON)
    reset = _lock_waiting(reset, at)
    reset.confirmed_by, reset.confirmed_at = by, at
    update(reset, "confirmed_by", "confirmed_at")
    Authenticator.objects.filter(user=reset.staff).delete()
    audit.record_event(audit.Action.WRITE, "factor_reset.confirmed", staff=reset.staff_id, by=by.pk)
    sessions_actions.end_all(reset.staff, by=by, at=at)
    return reset


@transaction.atomic
def withdraw(reset: FactorReset, *, by: Staff, at: datetime) -> FactorReset:
    """Take back a request that nobody has confirmed. Raises ValidationError."""
    if not can_change_rights(by, reset.staff):
        raise ValidationError(OWN)
    reset = _lock_waiting(reset, at)
    reset.withdrawn_by, reset.withdrawn_at = by, at
    update(reset, "withdrawn_by", "withdrawn_at")
    audit.record_event(audit.Action.WRITE, "factor_reset.withdrawn", staff=reset.staff_id, by=by.pk)
    return reset


@transaction.atomic
def acknowledge(*, by: Staff, at: datetime) -> int:
    """The person has read what was done; return how many notices there were."""
    count: int = FactorReset.objects.unread(by).update(acknowledged_at=at)
    audit.record_event(audit.Action.WRITE, "factor_reset.acknowledged", by=by.pk, count=count)
    return count


def _lock_waiting(reset: FactorReset, at: datetime) -> FactorReset:
    """Return the request, locked, if it still waits. Raises ValidationError."""
    waiting = FactorReset.objects.waiting(at).filter(pk=reset.pk)
    current = waiting.select_for_update(of=["self"], no_key=True).select_related("staff").first()
    if current is None:
        raise ValidationError(LAPSED)
    return current
