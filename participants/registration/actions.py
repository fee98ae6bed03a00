"""Register a participant and the enrolment."""

from datetime import date
from uuid import UUID

from django.db import transaction

from mia import audit
from mia.access.saving import KeyTaken, store
from mia.core.personnummer import Identity
from mia.organisation.delprojekt.models import Delprojekt
from mia.organisation.delprojekt.queries import esf_project_on
from mia.organisation.staff.models import Staff
from participants.assignments import actions as assignments_actions
from participants.consents import actions as consents_actions
from participants.consents.enums import ConsentKind
from participants.enrolments.models import Enrolment
from participants.people import actions as people_actions
from participants.people.enums import Protection
from participants.people.models import Participant
from participants.profile import actions as profile_actions


@transaction.atomic
def register(
    *,
    by: Staff,
    delprojekt: Delprojekt,
    identity: Identity,
    given_name: str,
    family_name: str,
    responsible: Staff,
    started_on: date,
    protection: str = Protection.NONE,
    interpreter_language: str = "",
    sus_consent_on: date | None = None,
    key: UUID | None = None,
    **facts: object,
) -> Enrolment:
    """Register the person if new, the enrolment with the facts of the SUS start record, and who is
    responsible; return the enrolment.

    `key` is the form's own key of the row to be made: sent twice, it makes one row. A person who is
    registered already keeps the names; protection is set also then. Raises ValidationError.
    """
    person, is_new = people_actions.find_or_register(
        by=by,
        identity=identity,
        given_name=given_name,
        family_name=family_name,
        protection=protection,
        interpreter_language=interpreter_language,
    )
    facts.setdefault("project", esf_project_on(started_on))
    enrolment = Enrolment(participant_id=person.pk, delprojekt=delprojekt, **facts)
    enrolment.started_on = started_on
    enrolment.registered_by = by
    if key:
        enrolment.pk = key
    if not _store_once(enrolment, by=by, is_new_person=is_new):
        return enrolment
    is_to_be_protected = protection != Protection.NONE
    is_by_name_only = is_to_be_protected or person.is_protected
    _assign(enrolment, responsible, by=by, is_by_name_only=is_by_name_only)
    if sus_consent_on:
        consents_actions.give(enrolment, by=by, kind=ConsentKind.SUS, given_on=sus_consent_on)
    if is_to_be_protected and not is_new and not person.is_protected:
        _protect(person.pk, by=by, protection=protection)
    audit.record_event(audit.Action.WRITE, "enrolment.registered", person.pk)
    return enrolment


def _assign(enrolment: Enrolment, responsible: Staff, *, by: Staff, is_by_name_only: bool) -> None:
    """Assign the responsible staff.

    A protected person is visible only to those who are assigned by name, so the one who registers
    is assigned too; and first, because row-level security lets only those who are assigned to a
    case assign others.
    """
    assigned = [responsible]
    if is_by_name_only and by != responsible:
        assigned = [by, responsible]
    for staff in assigned:
        assignments_actions.add(enrolment, by=by, staff=staff, started_on=enrolment.started_on)


def _protect(participant: UUID, *, by: Staff, protection: str) -> None:
    """Protect a person who was registered without protection."""
    existing = Participant.objects.visible_to(by).get(pk=participant)
    profile_actions.protect(existing, by=by, version=existing.version, protection=protection)


def _store_once(enrolment: Enrolment, *, by: Staff, is_new_person: bool) -> bool:
    """Insert the enrolment and return True; False when the same form was sent before, and made it.

    Raises KeyTaken when the key is another form's, or the form was gone back to and filled in for
    somebody else: nobody is left half registered, and nobody believes that something was saved.
    """
    try:
        store(enrolment)
    except KeyTaken:
        if is_new_person or _is_of_another(enrolment, by=by):
            raise
        return False
    return True


def _is_of_another(enrolment: Enrolment, *, by: Staff) -> bool:
    """Tell whether the row with the key is seen to be another person's or place's."""
    existing = Enrolment.objects.visible_to(by).filter(pk=enrolment.pk).first()
    if existing is None:  # made by the same form, for staff of another team
        return False
    is_same_person = existing.participant_id == enrolment.participant_id
    return not (is_same_person and existing.delprojekt_id == enrolment.delprojekt_id)
