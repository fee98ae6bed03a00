"""Writes about an enrolment: register, change, close, reopen."""

from datetime import date
from typing import Any

from django.db import transaction

from mia.audit import trail
from mia.audit.models import AccessLog
from mia.audit.saving import change as save_change
from mia.audit.saving import store
from mia.organisation.models import Delprojekt, EsfProject, Staff
from mia.personnummer import Identity
from participants.actions import assignment
from participants.actions import participant as participants
from participants.models import Enrolment

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
    responsible: Staff, started_on: date, protection: str = "INGEN", interpreter_language: str = "",
    key: Any = None, **facts: Any,
) -> Enrolment:  # fmt: skip
    """Register the person if new, the enrolment with the facts of the SUS start record, and who answers for it.

    `key` is the form's own key of the row to be made: sent twice, it makes one row. Raises ValidationError.
    """
    person, _ = participants.find_or_register(
        by=by, identity=identity, given_name=given_name, family_name=family_name, protection=protection,
        interpreter_language=interpreter_language,
    )  # fmt: skip
    facts.setdefault("project", project_for(started_on))
    enrolment = Enrolment(
        participant_id=person.pk, delprojekt=delprojekt, started_on=started_on, registered_by=by, **facts
    )
    if key:
        enrolment.pk = key
    store(enrolment)
    assignment.add(enrolment, by=by, staff=responsible, started_on=started_on)
    if protection != "INGEN" and responsible != by:
        assignment.add(enrolment, by=by, staff=by, started_on=started_on)
    trail.did(AccessLog.Action.WRITE, "enrolment.registered", person.pk)
    return enrolment


@transaction.atomic
def change(enrolment: Enrolment, *, by: Staff, version: int, **facts: Any) -> None:
    """Correct the facts at start. Raises Conflict, ValidationError."""
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
