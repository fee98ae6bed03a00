"""Register a participant and the enrolment."""

import contextlib
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from mia import audit
from mia.access.saving import KeyTaken, has_same_facts, refuse_otherwise, store
from mia.core.personnummer import Identity
from mia.organisation.delprojekt.models import Delprojekt
from mia.organisation.delprojekt.queries import esf_project_on
from mia.organisation.staff.models import Staff
from participants.assignments import actions as assignments_actions
from participants.consents import actions as consents_actions
from participants.consents.enums import ConsentKind
from participants.enrolments.models import Enrolment
from participants.inquiries import actions as inquiries_actions
from participants.people import actions as people_actions
from participants.people import limits
from participants.people.actions import WithoutNumber
from participants.people.enums import Protection
from participants.people.models import Participant
from participants.profile import actions as profile_actions
from participants.waiting import actions as waiting_actions
from participants.waiting.models import WaitingEnrolment

# Columns of an enrolment that a registration does not say.
NO_FACTS = {
    "id",
    "participant",
    "delprojekt",
    "is_protected",
    "version",
    "registered_at",
    "registered_by",
}


@transaction.atomic
def register(
    *,
    by: Staff,
    delprojekt: Delprojekt,
    identity: Identity | WithoutNumber,
    started_on: date,
    asks_elsewhere: bool = False,
    **data: Any,
) -> Enrolment:
    """Register the person if new, the enrolment with the facts of the SUS start record, and who is
    responsible; return the enrolment. `data` is the rest of the form (_register). With
    `asks_elsewhere` those who have the person in another delprojekt are asked, if anybody has.

    A number of a protected person whom `by` may not see gives the same answer: the work is done
    and taken back, and the enrolment waits for a decision. Raises ValidationError.
    """
    if isinstance(identity, Identity):
        limits.refuse_many_by_hand(by=by, field="number")
        limits.refuse_many_of_one_birth(identity.number, by=by, field="number")
    data.setdefault("project", esf_project_on(started_on))
    arguments: dict[str, Any] = {
        "by": by,
        "delprojekt": delprojekt,
        "identity": identity,
        "started_on": started_on,
        **data,
    }
    try:
        enrolment, is_new_person = _register(**arguments)
        person = enrolment.participant_id
    except people_actions.HiddenPerson as hidden:
        with _taken_back():
            enrolment, is_new_person = _register(**arguments, is_rehearsal=True)
        person = hidden.key
        waiting_actions.ask_for(_waiting(enrolment, hidden.key, data), by=by)
        audit.record_event(audit.Action.WRITE, "participant.register_refused", hidden.key)
    if is_new_person and isinstance(identity, Identity):
        limits.count_unknown_number(identity.number, by=by)
    if asks_elsewhere:
        inquiries_actions.ask(person, delprojekt, by=by)
    return enrolment


def _register(
    *,
    by: Staff,
    delprojekt: Delprojekt,
    identity: Identity | WithoutNumber,
    given_name: str,
    family_name: str,
    responsible: Staff,
    started_on: date,
    protection: str = Protection.NONE,
    interpreter_language: str = "",
    sus_consent_on: date | None = None,
    key: UUID | None = None,
    is_rehearsal: bool = False,
    **facts: object,
) -> tuple[Enrolment, bool]:
    """The enrolment, and whether the person is new. `key` is the form's own: sent twice, it makes
    one row. Who is registered already keeps the names; protection is set also then.
    """
    person, is_new = _person(
        identity,
        by=by,
        started_on=started_on,
        is_rehearsal=is_rehearsal,
        given_name=given_name,
        family_name=family_name,
        protection=protection,
        interpreter_language=interpreter_language,
    )
    enrolment = Enrolment(participant_id=person.pk, delprojekt=delprojekt, **facts)
    enrolment.started_on, enrolment.registered_by = started_on, by
    enrolment.pk = key or enrolment.pk
    if not _is_made_now(enrolment, by=by, is_new_person=is_new):
        return enrolment, False
    is_to_be_protected = protection != Protection.NONE
    is_by_name_only = is_to_be_protected or person.is_protected
    _assign(enrolment, responsible, by=by, is_by_name_only=is_by_name_only)
    if sus_consent_on:
        consents_actions.give(enrolment, by=by, kind=ConsentKind.SUS, given_on=sus_consent_on)
    if is_to_be_protected and not is_new and not person.is_protected:
        _protect(person.pk, by=by, protection=protection)
    audit.record_event(audit.Action.WRITE, "enrolment.registered", person.pk)
    return enrolment, is_new


def _person(
    identity: Identity | WithoutNumber,
    *,
    by: Staff,
    started_on: date,
    is_rehearsal: bool,
    **personal: str,
) -> tuple[Participant, bool]:
    """The person, and whether it is a new one: one without a number always is."""
    if isinstance(identity, WithoutNumber):
        person = people_actions.register_without_number(
            by=by, identity=identity, started_on=started_on, **personal
        )
        return person, True
    return people_actions.find_or_register(
        by=by, identity=identity, is_rehearsal=is_rehearsal, **personal
    )


@contextlib.contextmanager
def _taken_back() -> Iterator[None]:
    """What is written within the block is not kept, nor noted in the access log."""
    before = transaction.savepoint()
    try:
        with audit.discarded():
            yield
    finally:
        transaction.savepoint_rollback(before)


def _waiting(enrolment: Enrolment, participant: UUID, data: Mapping[str, Any]) -> WaitingEnrolment:
    """What was asked for, about the person who has the number."""
    facts = {}
    for field in Enrolment._meta.concrete_fields:
        if field.name not in NO_FACTS:
            value = getattr(enrolment, field.attname)
            facts[field.attname] = value.isoformat() if isinstance(value, date) else value
    consent_on = data.get("sus_consent_on")
    details = {
        "given_name": data["given_name"],
        "family_name": data["family_name"],
        "facts": facts,
        "staff": data["responsible"].pk,
        "consent_on": consent_on and consent_on.isoformat(),
    }
    return WaitingEnrolment(
        participant_id=participant,
        delprojekt_id=enrolment.delprojekt_id,
        started_on=enrolment.started_on,
        details=details,
    )


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


def _is_made_now(enrolment: Enrolment, *, by: Staff, is_new_person: bool) -> bool:
    """Insert the enrolment and return True; False when the same form was sent before, and made it.

    Raises KeyTaken when the key is another form's, or the form was gone back to and filled in for
    somebody else: nobody is left half registered, and nobody believes that something was saved.
    Raises SavedOtherwise when the facts of the enrolment are others.
    """
    try:
        store(enrolment)
    except KeyTaken:
        existing = Enrolment.objects.visible_to(by).filter(pk=enrolment.pk).first()
        if is_new_person or _is_of_another(enrolment, existing):
            raise
        if existing is not None:
            refuse_otherwise(has_same_facts(enrolment, existing, ()))
        return False
    return True


def _is_of_another(enrolment: Enrolment, existing: Enrolment | None) -> bool:
    """Tell whether the row with the key is seen to be another person's or place's."""
    if existing is None:  # made by the same form, for staff of another team
        return False
    is_same_person = existing.participant_id == enrolment.participant_id
    return not (is_same_person and existing.delprojekt_id == enrolment.delprojekt_id)
