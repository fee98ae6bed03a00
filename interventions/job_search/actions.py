"""Writes about the search for work."""

from datetime import date
from uuid import UUID

from django.db import transaction

from interventions.job_search.models import EmployerContact, JobApplication, VocationalProfile
from interventions.job_search.queries import find_host
from mia import audit
from mia.access import saving
from mia.organisation.staff.models import Staff
from participants.enrolments.days import check_not_before
from participants.enrolments.models import Enrolment


@transaction.atomic
def write_profile(
    enrolment: Enrolment, *, by: Staff, key: UUID, **facts: object
) -> VocationalProfile:
    """Save the first profile of a participant, and return it. Raises ValidationError."""
    profile = VocationalProfile(
        pk=key,
        enrolment=enrolment,
        delprojekt_id=enrolment.delprojekt_id,
        registered_by=by,
        **facts,
    )
    among = VocationalProfile.objects.visible_to(by).filter(enrolment=enrolment)
    profile, is_new = saving.store_once(profile, among)
    if is_new:
        participant = enrolment.participant_id
        audit.record_event(audit.Action.WRITE, "profile.written", participant, by=by.pk)
    return profile


@transaction.atomic
def change_profile(
    profile: VocationalProfile, *, by: Staff, version: int, **facts: object
) -> VocationalProfile:
    """Change a profile, and return it. Raises Conflict, ValidationError."""
    for field, value in facts.items():
        setattr(profile, field, value)
    saving.change(profile, *facts, version=version)
    participant = profile.enrolment.participant_id
    audit.record_event(audit.Action.WRITE, "profile.changed", participant, by=by.pk)
    return profile


@transaction.atomic
def log_contact(
    enrolment: Enrolment, *, by: Staff, key: UUID, held_on: date, employer: str, **facts: object
) -> EmployerContact:
    """Save a contact with an employer, and return it; a form sent twice makes one row.

    Raises ValidationError, at `held_on` for a day before the enrolment.
    """
    check_not_before(enrolment, "held_on", held_on)
    contact = EmployerContact(
        pk=key,
        enrolment=enrolment,
        delprojekt_id=enrolment.delprojekt_id,
        staff=by,
        registered_by=by,
        held_on=held_on,
        employer=employer,
        host=find_host(employer),
        **facts,
    )
    among = EmployerContact.objects.visible_to(by).filter(enrolment=enrolment, registered_by=by)
    contact, is_new = saving.store_once(contact, among)
    if is_new:
        participant = enrolment.participant_id
        audit.record_event(audit.Action.WRITE, "employer.contacted", participant, by=by.pk)
    return contact


@transaction.atomic
def change_contact(
    contact: EmployerContact, *, by: Staff, version: int, **facts: object
) -> EmployerContact:
    """Correct a contact with an employer, and return it. Raises Conflict, ValidationError."""
    for field, value in facts.items():
        setattr(contact, field, value)
    contact.host = find_host(contact.employer)
    check_not_before(contact.enrolment, "held_on", contact.held_on)
    saving.change(contact, *facts, "host", version=version)
    participant = contact.enrolment.participant_id
    audit.record_event(audit.Action.WRITE, "employer.corrected", participant, by=by.pk)
    return contact


@transaction.atomic
def apply(
    enrolment: Enrolment, *, by: Staff, key: UUID, applied_on: date, **facts: object
) -> JobApplication:
    """Save an application, and return it; a form sent twice makes one row.

    Raises ValidationError, at `applied_on` for a day before the enrolment.
    """
    check_not_before(enrolment, "applied_on", applied_on)
    application = JobApplication(
        pk=key,
        enrolment=enrolment,
        delprojekt_id=enrolment.delprojekt_id,
        registered_by=by,
        applied_on=applied_on,
        **facts,
    )
    among = JobApplication.objects.visible_to(by).filter(enrolment=enrolment, registered_by=by)
    application, is_new = saving.store_once(application, among)
    if is_new:
        participant = enrolment.participant_id
        audit.record_event(audit.Action.WRITE, "job.applied", participant, by=by.pk)
    return application


@transaction.atomic
def change_application(
    application: JobApplication, *, by: Staff, version: int, **facts: object
) -> JobApplication:
    """Correct an application, or say how it went, and return it.

    Raises Conflict, ValidationError.
    """
    for field, value in facts.items():
        setattr(application, field, value)
    check_not_before(application.enrolment, "applied_on", application.applied_on)
    saving.change(application, *facts, version=version)
    participant = application.enrolment.participant_id
    audit.record_event(audit.Action.WRITE, "job.answered", participant, by=by.pk)
    return application
