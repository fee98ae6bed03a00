"""Writes about absences: register one, end it early."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from mia import audit
from mia.access import saving
from mia.access.roles import Permission
from mia.organisation.absences import access
from mia.organisation.absences.models import Absence
from mia.organisation.delprojekt.models import Delprojekt
from mia.organisation.staff.models import Staff

OTHERS = "Du kan bara registrera din egen frånvaro. Delprojektledaren registrerar andras."


@transaction.atomic
def register(
    delprojekt: Delprojekt,
    *,
    by: Staff,
    staff: Staff,
    substitute: Staff,
    started_on: date,
    ended_on: date,
) -> Absence:
    """Let `substitute` work instead of `staff` in the delprojekt, and return the absence.

    Raises ValidationError when one of them does not work there, and for a colleague's absence by
    somebody who does not lead.
    """
    absence = Absence(
        staff=staff,
        substitute=substitute,
        delprojekt=delprojekt,
        started_on=started_on,
        ended_on=ended_on,
        registered_by=by,
    )
    if not access.can_change_absence(by, absence):
        raise ValidationError({"staff": OTHERS})
    for field, person in (("staff", staff), ("substitute", substitute)):
        if not person.may(Permission.EDIT_ENROLMENT, delprojekt.pk):
            raise ValidationError({field: f"{person} arbetar inte i delprojektet."})
    saving.store(absence)
    audit.record_event(
        audit.Action.WRITE,
        "absence.registered",
        staff=staff.pk,
        substitute=substitute.pk,
        delprojekt=delprojekt.code,
        by=by.pk,
    )
    return absence


@transaction.atomic
def end(absence: Absence, *, by: Staff, today: date) -> Absence:
    """End an absence before today; one that has not begun before today is deleted.

    Its history stays in the change history.
    """
    audit.record_event(audit.Action.WRITE, "absence.ended", staff=absence.staff_id, by=by.pk)
    if absence.started_on >= today:
        absence.delete()
        return absence
    absence.ended_on = min(absence.ended_on, today - timedelta(days=1))
    saving.update(absence, "ended_on")
    return absence
