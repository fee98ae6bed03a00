"""Writes about consents."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from mia import audit
from mia.access.saving import store, update
from mia.organisation.staff.models import Staff
from participants.consents.models import Consent
from participants.enrolments.models import Enrolment


@transaction.atomic
def give(
    enrolment: Enrolment,
    *,
    by: Staff,
    kind: str,
    given_on: date,
    way: str = "",
    text_version: str = "",
    purpose: str = "",
    agencies: Sequence[str] = (),
    valid_until: date | None = None,
) -> Consent:
    """Record a consent. Raises ValidationError when such a consent already holds."""
    consent = Consent(
        enrolment=enrolment,
        delprojekt_id=enrolment.delprojekt_id,
        kind=kind,
        given_on=given_on,
        way=way,
        text_version=text_version,
        purpose=purpose,
        agencies=sorted(agencies),
        valid_until=valid_until,
    )
    store(consent)
    audit.record_event(audit.Action.WRITE, "consent.given", enrolment.participant_id, by=by.pk)
    return consent


@transaction.atomic
def withdraw(consent: Consent, *, by: Staff, withdrawn_on: date) -> Consent:
    """End a consent on that day. Raises ValidationError for a day before it was given."""
    consent.withdrawn_on = withdrawn_on
    update(consent, "withdrawn_on")
    participant = consent.enrolment.participant_id
    audit.record_event(audit.Action.WRITE, "consent.withdrawn", participant, by=by.pk)
    return consent
