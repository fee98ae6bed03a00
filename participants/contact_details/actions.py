"""Writes about contact details and related persons."""

from django.core.exceptions import ValidationError
from django.db import transaction

from mia import audit
from mia.access import saving
from mia.organisation.staff.models import Staff
from participants.contact_details.models import ContactDetails, RelatedPerson
from participants.enrolments.models import Enrolment
from participants.people.enums import Protection

NO_ADDRESS = "Adressen sparas inte för den som har skyddad folkbokföring."


@transaction.atomic
def save(details: ContactDetails, *, by: Staff, version: int, **values: str) -> ContactDetails:
    """Save what is known; an empty text is not known. Raises Conflict, ValidationError.

    Version 0 is that of details which are not there yet.
    """
    participant = details.enrolment.participant
    if values.get("address") and participant.protection == Protection.PROTECTED_REGISTRATION:
        raise ValidationError({"address": NO_ADDRESS})
    for field, value in values.items():
        setattr(details, field, value)
    if version == 0:
        _add(details)
    else:
        saving.change(details, *values, version=version)
    audit.record_event(audit.Action.WRITE, "contact_details.saved", participant.pk, by=by.pk)
    return details


def _add(details: ContactDetails) -> None:
    """Insert. Raises Conflict when somebody else was first."""
    details.version = 1
    try:
        saving.store(details)
    except saving.KeyTaken:
        current = ContactDetails.objects.filter(pk=details.pk).first()
        if current is None:
            raise
        raise saving.Conflict(current) from None


@transaction.atomic
def add_related_person(
    enrolment: Enrolment, *, by: Staff, role: str, name: str, telephone: str = ""
) -> RelatedPerson:
    """Add somebody who may be reached about the participant. Raises ValidationError."""
    person = RelatedPerson(
        enrolment=enrolment,
        delprojekt_id=enrolment.delprojekt_id,
        role=role,
        name=name,
        telephone=telephone,
        registered_by=by,
    )
    saving.store(person)
    participant = enrolment.participant_id
    audit.record_event(audit.Action.WRITE, "related_person.added", participant, by=by.pk)
    return person


@transaction.atomic
def remove_related_person(person: RelatedPerson, *, by: Staff) -> RelatedPerson:
    """Take the person away; the change history keeps that there was one. Twice is once."""
    RelatedPerson.objects.filter(pk=person.pk).delete()
    participant = person.enrolment.participant_id
    audit.record_event(audit.Action.WRITE, "related_person.removed", participant, by=by.pk)
    return person
