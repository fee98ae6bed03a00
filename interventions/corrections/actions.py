"""Removes a row that was registered by mistake."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model

from interventions.corrections.enums import RemovalReason
from interventions.employment.models import Spell
from interventions.follow_ups.models import FollowUp
from mia import audit
from mia.organisation.staff.models import Staff
from participants.enrolments.models import Enrolment


@transaction.atomic
def remove(enrolment: Enrolment, row: Model, *, by: Staff, reason: RemovalReason) -> Enrolment:
    """Delete the row, and return its enrolment; the change history keeps it, and the access log
    the reason. Every figure is counted without it. The answers about work or studies go with them.

    Raises ValidationError when somebody else has just removed it.
    """
    manager: Any = type(row)._default_manager
    rows = manager.visible_in(by, enrolment)
    if rows.select_for_update(no_key=True).filter(pk=row.pk).first() is None:
        raise ValidationError("Någon har just tagit bort det.")
    if isinstance(row, Spell):
        FollowUp.objects.visible_in(by, enrolment).filter(spell=row).delete()
    row.delete()
    audit.record_event(
        audit.Action.WRITE,
        "mistake.removed",
        enrolment.participant_id,
        by=by.pk,
        kind=row._meta.model_name,
        reason=reason,
    )
    return enrolment
