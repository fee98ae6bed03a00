"""Writes about an enrolment: register, change, close, reopen."""

from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from mia.audit import trail
from mia.audit.models import AccessLog
from mia.audit.saving import change as save_change
from mia.audit.saving import store
from mia.organisation.models import Delprojekt, EsfProject, Staff
from mia.personnummer import Identity
from participants.actions import assignment, consent
from participants.actions import participant as participants
from participants.enums import ConsentKind, Protection
from participants.models import Enrolment, Participant

EXIT_FACTS = (
    "ended_on", "exit_reason", "income_after", "work_after", "work_after_percent", "study_after_percent",
    "seeking_after", "registered_after",
)  # fmt: skip
SECOND_PROJECT_FROM = date(2020, 6, 1)


def project_for(started_on: date) -> EsfProject:
    """MIA when it starts before 2020-06-01, else MIA Vidare (formats §2)."""
    return EsfProject.objects.get(code="MIA" if started_on < SECOND_PROJECT_FROM else "MIA_VIDARE")


@transaction.atomic
def register(
    *, by: Staff, delprojekt: Delprojekt, identity: Identity, given_name: str, family_name: str,
    responsible: Staff, started_on: date, protection: str = Protection.NONE, interpreter_language: str = "",
    sus_consent_on: date | None = None, key: UUID | None = None, **facts: Any,
) -> Enrolment:  # fmt: skip
    """Register the person if new, the enrolment with the facts of the SUS start record, and who answers for it.

    `key` is the form's own key of the row to be made: sent twice, it makes one row. A person who is known keeps the
    names already registered; protection asked for is set also then. Raises ValidationError.
    """
    person, is_new = participants.find_or_register(
        by=by, identity=identity, given_name=given_name, family_name=family_name, protection=protection,
        interpreter_language=interpreter_language,
    )  # fmt: skip
    facts.setdefault("project", project_for(started_on))
    enrolment = Enrolment(
        participant_id=person.pk, delprojekt=delprojekt, started_on=started_on, registered_by=by, **facts
    )
    if key:
        enrolment.pk = key
    try:
        store(enrolment)
    except IntegrityError as error:
        if not _is_second_click(error, is_new=is_new):
            raise
        return enrolment
    to_be_protected = not is_new and protection != Protection.NONE and not person.is_protected
    _assign(enrolment, responsible, by=by, is_named=protection != Protection.NONE or person.is_protected)
    if sus_consent_on:
        consent.give(enrolment, by=by, kind=ConsentKind.SUS, given_on=sus_consent_on)
    if to_be_protected:
        known = Participant.objects.visible_to(by).get(pk=person.pk)
        participants.protect(known, by=by, version=known.version, protection=protection)
    trail.did(AccessLog.Action.WRITE, "enrolment.registered", person.pk)
    return enrolment


def _assign(enrolment: Enrolment, responsible: Staff, *, by: Staff, is_named: bool) -> None:
    """Who answers for it. A protected person is seen by the named only, so the one who registers is named too.

    The registrant first: the second wall lets only those who answer for a case name others.
    """
    for staff in dict.fromkeys([by, responsible] if is_named else [responsible]):
        assignment.add(enrolment, by=by, staff=staff, started_on=enrolment.started_on)


def _is_second_click(error: IntegrityError, *, is_new: bool) -> bool:
    """The form's key is taken: the same form has been sent before, and made its person then.

    Raises ValidationError when the person is new, for then the key is another form's: nobody is left half registered.
    """
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
    if name == "participants_enrolment_pkey" and is_new:
        raise ValidationError("Formuläret har redan använts. Öppna sidan på nytt och fyll i den igen.") from error
    return bool(name == "participants_enrolment_pkey")


@transaction.atomic
def change(enrolment: Enrolment, *, by: Staff, version: int, **facts: Any) -> None:
    """Correct the facts at start. Raises Conflict, ValidationError.

    A corrected start moves the enrolment to that day's ESF project, unless it was placed in another by hand.
    """
    start = facts.get("started_on", enrolment.started_on)
    if start != enrolment.started_on and enrolment.project == project_for(enrolment.started_on):
        facts.setdefault("project", project_for(start))
    for field, value in facts.items():
        setattr(enrolment, field, value)
    save_change(enrolment, *facts, version=version)
    trail.did(AccessLog.Action.WRITE, "enrolment.changed", enrolment.participant_id, by=by.pk)


@transaction.atomic
def close(enrolment: Enrolment, *, by: Staff, version: int, **facts: Any) -> None:
    """End the enrolment with the facts of the SUS end record, or correct them. `ended_on` is the last day."""
    for field in EXIT_FACTS:
        if field in facts:
            setattr(enrolment, field, facts[field])
    save_change(enrolment, *EXIT_FACTS, version=version)
    trail.did(AccessLog.Action.WRITE, "enrolment.closed", enrolment.participant_id, by=by.pk)


@transaction.atomic
def reopen(enrolment: Enrolment, *, by: Staff, version: int) -> None:
    """Undo a closing that was wrong: every fact of the end is taken away; the change trail keeps it."""
    for field in EXIT_FACTS:
        setattr(enrolment, field, [] if field == "income_after" else None)
    save_change(enrolment, *EXIT_FACTS, version=version)
    trail.did(AccessLog.Action.WRITE, "enrolment.reopened", enrolment.participant_id, by=by.pk)
