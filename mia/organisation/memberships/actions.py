"""Writes about memberships: the roles that staff hold from–to."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from mia import audit
from mia.access.saving import store, update
from mia.organisation.delprojekt.models import Delprojekt, Team
from mia.organisation.memberships.models import Membership
from mia.organisation.staff import access as staff_access
from mia.organisation.staff.handover import telling_of_handover
from mia.organisation.staff.models import Staff

OWN = "Du kan inte ändra dina egna uppdrag. Be en annan administratör."


@transaction.atomic
def add(
    staff: Staff,
    *,
    by: Staff | None,
    role: str,
    delprojekt: Delprojekt | None,
    started_on: date,
    ended_on: date | None = None,
    team: Team | None = None,
    method: str = "",
    party: str = "",
) -> Membership:
    """Give a role in a delprojekt, or in the whole programme; return the membership.

    `by` is None for a command. Raises ValidationError.
    """
    _refuse_own(by, staff)
    membership = Membership(
        staff=staff,
        role=role,
        delprojekt=delprojekt,
        team=team,
        method=method,
        party=party,
        started_on=started_on,
        ended_on=ended_on,
    )
    membership.full_clean(validate_constraints=False)
    store(membership)
    audit.record_event(
        audit.Action.WRITE,
        "membership.added",
        staff=staff.pk,
        role=role,
        by=by.pk if by else None,
        delprojekt=delprojekt.code if delprojekt else None,
    )
    return membership


@transaction.atomic
def end(membership: Membership, *, by: Staff | None, last_day: date) -> Membership:
    """Let the role hold through its last day; `by` None is the sign-on. Raises ValidationError."""
    _refuse_own(by, membership.staff)
    membership.ended_on = last_day
    with telling_of_handover("ended_on"):
        update(membership, "ended_on")
    audit.record_event(
        audit.Action.WRITE,
        "membership.ended",
        staff=membership.staff_id,
        role=membership.role,
        by=by.pk if by else None,
    )
    return membership


@transaction.atomic
def withdraw(membership: Membership, *, by: Staff | None, today: date) -> None:
    """Delete a membership that was given by mistake and has not held before today.

    Its history stays in the change history. Raises ValidationError.
    """
    _refuse_own(by, membership.staff)
    if membership.started_on < today:
        raise ValidationError("Uppdraget har redan gällt. Ange en sista dag i stället.")
    audit.record_event(
        audit.Action.WRITE,
        "membership.withdrawn",
        staff=membership.staff_id,
        role=membership.role,
        by=by.pk if by else None,
    )
    with telling_of_handover():
        membership.delete()


def _refuse_own(by: Staff | None, staff: Staff) -> None:
    """Raise ValidationError when somebody changes their own memberships."""
    if by is not None and not staff_access.can_change_rights(by, staff):
        raise ValidationError(OWN)
