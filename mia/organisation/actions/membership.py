"""Writes about memberships: the roles that staff hold from–to."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from mia.audit import trail
from mia.audit.models import AccessLog
from mia.audit.saving import store, update
from mia.organisation import rules
from mia.organisation.models import Delprojekt, Membership, Staff, Team

OWN = "Du kan inte ändra dina egna uppdrag. Be en annan administratör."


@transaction.atomic
def add(
    staff: Staff, *, by: Staff | None, role: str, delprojekt: Delprojekt | None, started_on: date,
    ended_on: date | None = None, team: Team | None = None,
) -> Membership:  # fmt: skip
    """A role in a delprojekt, or in the whole programme. `by` is None for a command. Raises ValidationError."""
    _not_ones_own(by, staff)
    membership = Membership(
        staff=staff, role=role, delprojekt=delprojekt, team=team, started_on=started_on, ended_on=ended_on
    )
    membership.full_clean(validate_constraints=False)
    store(membership)
    trail.did(
        AccessLog.Action.WRITE, "membership.added", staff=staff.pk, role=role, by=by.pk if by else None,
        delprojekt=delprojekt.code if delprojekt else None,
    )  # fmt: skip
    return membership


@transaction.atomic
def end(membership: Membership, *, by: Staff, last_day: date) -> None:
    """The role holds through its last day. Raises ValidationError."""
    _not_ones_own(by, membership.staff)
    membership.ended_on = last_day
    update(membership, "ended_on")
    trail.did(AccessLog.Action.WRITE, "membership.ended", staff=membership.staff_id, role=membership.role, by=by.pk)


@transaction.atomic
def withdraw(membership: Membership, *, by: Staff, today: date) -> None:
    """Take back a role that was given by mistake and has not held before today. Raises ValidationError.

    The row goes, its history stays in the change trail.
    """
    _not_ones_own(by, membership.staff)
    if membership.started_on < today:
        raise ValidationError("Uppdraget har redan gällt. Ange en sista dag i stället.")
    trail.did(AccessLog.Action.WRITE, "membership.withdrawn", staff=membership.staff_id, role=membership.role, by=by.pk)
    membership.delete()


def _not_ones_own(by: Staff | None, staff: Staff) -> None:
    if by is not None and not rules.can_change_rights(by, staff):
        raise ValidationError(OWN)
