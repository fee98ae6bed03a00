"""Writes about assignments: which staff are responsible for an enrolment."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from mia import audit
from mia.access.roles import Permission
from mia.access.saving import store, update
from mia.organisation.staff.handover import telling_of_handover
from mia.organisation.staff.models import Staff
from participants.assignments.models import Assignment, ReadAccess
from participants.enrolments.models import Enrolment
from participants.visibility import forget_assignments


@transaction.atomic
def add(enrolment: Enrolment, *, by: Staff, staff: Staff, started_on: date) -> Assignment:
    """Assign `staff` to the enrolment from a day.

    Raises ValidationError when that person does not work in the delprojekt.
    """
    if not staff.may(Permission.EDIT_ENROLMENT, enrolment.delprojekt_id):
        raise ValidationError({"staff": f"{staff} arbetar inte i delprojektet."})
    assignment = Assignment(
        enrolment=enrolment,
        delprojekt_id=enrolment.delprojekt_id,
        staff=staff,
        started_on=started_on,
    )
    store(assignment)
    forget_assignments(by)
    participant = enrolment.participant_id
    audit.record_event(
        audit.Action.WRITE, "assignment.added", participant, staff=staff.pk, by=by.pk
    )
    return assignment


@transaction.atomic
def end(assignment: Assignment, *, by: Staff, last_day: date) -> Assignment:
    """End an assignment after its last day. Raises ValidationError when nobody would be left."""
    enrolments = Enrolment.objects.visible_to(by)
    # Two assignments may be ended at once: the second waits for the first.
    enrolments.select_for_update(no_key=True).get(pk=assignment.enrolment_id)
    open_assignments = Assignment.objects.visible_to(by).filter(
        enrolment=assignment.enrolment, ended_on=None
    )
    if not open_assignments.exclude(pk=assignment.pk).exists():
        raise ValidationError(
            "Minst en person måste ansvara för deltagaren. Lägg till en ny ansvarig först."
        )
    assignment.ended_on = max(last_day, assignment.started_on)
    with telling_of_handover("last_day"):
        assignment.save(update_fields=["ended_on"])
    forget_assignments(by)
    participant = assignment.enrolment.participant_id
    audit.record_event(audit.Action.WRITE, "assignment.ended", participant, by=by.pk)
    return assignment


@transaction.atomic
def reopen(assignment: Assignment, *, by: Staff) -> Assignment:
    """Take back the last day of an assignment. Raises ValidationError when it is open already."""
    assignment.ended_on = None
    update(assignment, "ended_on")
    forget_assignments(by)
    participant = assignment.enrolment.participant_id
    audit.record_event(audit.Action.WRITE, "assignment.reopened", participant, by=by.pk)
    return assignment


@transaction.atomic
def withdraw(assignment: Assignment, *, by: Staff) -> None:
    """Delete an assignment that was given by mistake, today or yesterday.

    Its history stays in the change history. Raises ValidationError when a protected case would be
    left to nobody.
    """
    participant = assignment.enrolment.participant_id
    audit.record_event(
        audit.Action.WRITE, "assignment.withdrawn", participant, staff=assignment.staff_id, by=by.pk
    )
    with telling_of_handover():
        assignment.delete()
    forget_assignments(by)


@transaction.atomic
def let_read(
    enrolment: Enrolment, *, by: Staff, staff: Staff, reason: str, first_day: date, last_day: date
) -> ReadAccess:
    """Let `staff` read the enrolment through the last day. Raises ValidationError for a protected
    case.
    """
    if enrolment.is_protected:
        raise ValidationError("Ett ärende med skyddade personuppgifter läses bara av de ansvariga.")
    access = ReadAccess(
        enrolment=enrolment,
        delprojekt_id=enrolment.delprojekt_id,
        staff=staff,
        reason=reason,
        started_on=first_day,
        ended_on=last_day,
        registered_by=by,
    )
    store(access)
    participant = enrolment.participant_id
    audit.record_event(audit.Action.WRITE, "reading.given", participant, staff=staff.pk, by=by.pk)
    return access


@transaction.atomic
def stop_reading(enrolment: Enrolment, *, by: Staff, staff: Staff) -> None:
    """Take back what a handover lets `staff` read of the enrolment."""
    rows = ReadAccess.objects.visible_to(by).filter(enrolment=enrolment, staff=staff)
    rows.filter(reason=ReadAccess.Reason.HANDED_OVER).delete()
    participant = enrolment.participant_id
    audit.record_event(audit.Action.WRITE, "reading.ended", participant, staff=staff.pk, by=by.pk)
