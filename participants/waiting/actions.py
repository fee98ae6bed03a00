"""Writes about enrolments that wait: ask, accept, refuse."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from mia import audit
from mia.access.saving import store
from mia.organisation.staff.models import Staff
from participants.assignments import actions as assignments_actions
from participants.consents import actions as consents_actions
from participants.consents.enums import ConsentKind
from participants.enrolments.models import Enrolment
from participants.people.enums import Protection
from participants.people.models import Participant
from participants.seams import ACCEPTED
from participants.waiting.enums import WaitingState
from participants.waiting.models import WaitingEnrolment

KEY = ("participant", "delprojekt", "started_on")
# What is set anew when a file asks for the same enrolment again: it waits for a new decision.
ANEW = ("details", "state", "registered_at", "registered_by", "decided_at", "decided_by")


@transaction.atomic
def ask_for_all(rows: Sequence[WaitingEnrolment], *, by: Staff | None) -> None:
    """Put enrolments from a file in the list; what is there already gets the new facts. Run as the
    system.
    """
    WaitingEnrolment.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=KEY, update_fields=ANEW
    )
    participants = [row.participant_id for row in rows]
    audit.record_event(audit.Action.WRITE, "enrolment.set_waiting", *participants)


@transaction.atomic
def keep_details(rows: Sequence[WaitingEnrolment], *, by: Staff | None) -> None:
    """Keep more of what was asked for; an enrolment that was accepted waits again. Run as the
    system.
    """
    for row in rows:
        if row.state == WaitingState.ACCEPTED:
            row.state = WaitingState.WAITING
    WaitingEnrolment.objects.bulk_update(rows, ["details", "state"])
    participants = [row.participant_id for row in rows]
    audit.record_event(audit.Action.WRITE, "enrolment.set_waiting", *participants)


@transaction.atomic
def ask_for(row: WaitingEnrolment, *, by: Staff) -> None:
    """Put one enrolment in the list; the same one again changes nothing."""
    row.registered_by = by
    WaitingEnrolment.objects.bulk_create([row], ignore_conflicts=True)
    audit.record_event(audit.Action.WRITE, "enrolment.set_waiting", row.participant_id)


@transaction.atomic
def accept(row: WaitingEnrolment, *, by: Staff, at: datetime) -> Enrolment:
    """Enrol the person, with `by` and the one who was asked for as responsible; when that has been
    done, only what has been asked for since is written.

    `by` is assigned first: a protected person is visible to those who are assigned alone. The
    database lets one who decides enrol a person whose enrolment waits (app.copy_protection).
    Raises ValidationError.
    """
    enrolment = _accepted_before(row, by)
    if enrolment is None:
        enrolment = _enrol_with_staff(row, by)
    audit.record_event(audit.Action.WRITE, "enrolment.accepted", row.participant_id)
    for write in ACCEPTED:
        write(enrolment, row.details, by=by)
    _decide(row, WaitingState.ACCEPTED, by, at)
    return enrolment


@transaction.atomic
def refuse(row: WaitingEnrolment, *, by: Staff, at: datetime) -> None:
    """Say no; the row stays, so that the same file read in again changes nothing."""
    _decide(row, WaitingState.REFUSED, by, at)
    audit.record_event(audit.Action.WRITE, "enrolment.refused", row.participant_id)


def _decide(row: WaitingEnrolment, state: WaitingState, by: Staff, at: datetime) -> None:
    row.state = state
    row.decided_by = by
    row.decided_at = at
    # The details too: those who have written what waited (ACCEPTED) have marked it there.
    row.save(update_fields=["state", "decided_by", "decided_at", "details"])


def _protect(row: WaitingEnrolment) -> None:
    """Protect the person when that was asked for; protection that holds stays."""
    protection = row.details.get("protection")
    if protection and protection != Protection.NONE:
        unprotected = Participant.objects.filter(pk=row.participant_id, protection=Protection.NONE)
        unprotected.update(protection=protection, version=F("version") + 1)


def _accepted_before(row: WaitingEnrolment, by: Staff) -> Enrolment | None:
    """The enrolment, when it was accepted before and `by` sees it: more was asked for since.

    A row that waits with a decision was accepted: a file that asks anew takes the decision away.
    """
    if row.decided_at is None:
        return None
    enrolment: Enrolment | None = (
        Enrolment.objects.visible_to(by)
        .filter(
            participant=row.participant_id, delprojekt=row.delprojekt_id, started_on=row.started_on
        )
        .first()
    )
    return enrolment


def _enrol_with_staff(row: WaitingEnrolment, by: Staff) -> Enrolment:
    enrolment = _enrol(row)
    for staff in _responsible(row, by):
        assignments_actions.add(enrolment, by=by, staff=staff, started_on=enrolment.started_on)
    _protect(row)
    consent = row.details.get("consent_on")
    if consent:
        given_on = date.fromisoformat(consent)
        consents_actions.give(enrolment, by=by, kind=ConsentKind.SUS, given_on=given_on)
    return enrolment


def _enrol(row: WaitingEnrolment) -> Enrolment:
    enrolment = Enrolment(participant_id=row.participant_id, delprojekt_id=row.delprojekt_id)
    for name, value in row.details["facts"].items():
        setattr(enrolment, name, _python_value(name, value))
    enrolment.registered_by = row.registered_by
    store(enrolment)
    return enrolment


def _python_value(name: str, value: object) -> Any:
    """A value of the enrolment's column as Python has it: a date was stored as text."""
    for field in Enrolment._meta.concrete_fields:
        if field.attname == name and not field.is_relation:
            return field.to_python(value)
    return value


def _responsible(row: WaitingEnrolment, by: Staff) -> list[Staff]:
    """The one who accepts, and the one who was asked for, if anybody: in the order to assign."""
    wanted = Staff.objects.filter(pk=row.details.get("staff")).first()
    if wanted is None or wanted == by:
        return [by]
    return [by, wanted]
