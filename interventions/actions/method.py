"""Writes about methods given."""

from datetime import date

from django.db import transaction

from interventions.models import MethodWork
from mia.audit import trail
from mia.audit.models import AccessLog
from mia.audit.saving import store
from mia.organisation.models import Staff
from participants.models import Enrolment


@transaction.atomic
def give(enrolment: Enrolment, *, by: Staff, method: str, staff: Staff | None, started_on: date) -> MethodWork:
    """Give a method from a day, beside those already given. Raises ValidationError when it already runs."""
    work = MethodWork(
        enrolment=enrolment, delprojekt_id=enrolment.delprojekt_id, method=method, staff=staff, started_on=started_on
    )
    store(work)
    trail.did(AccessLog.Action.WRITE, "method.given", enrolment.participant_id, by=by.pk)
    return work


@transaction.atomic
def end(work: MethodWork, *, by: Staff, last_day: date) -> None:
    """End a method after its last day."""
    work.ended_on = max(last_day, work.started_on)
    work.save(update_fields=["ended_on"])
    trail.did(AccessLog.Action.WRITE, "method.ended", work.enrolment.participant_id, by=by.pk)
