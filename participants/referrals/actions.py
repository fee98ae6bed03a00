"""Writes about referrals: register, change, take a step, accept, move."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import connection, transaction

from mia import audit
from mia.access.roles import Permission
from mia.access.saving import change as save_change
from mia.access.saving import store, store_once, stored_value, update
from mia.core import sql
from mia.core.personnummer import Identity
from mia.organisation.delprojekt.models import Delprojekt
from mia.organisation.staff.models import Staff
from participants.codes.models import DeclineReason
from participants.enrolments.models import Enrolment
from participants.people import limits
from participants.people.aliases import new_alias
from participants.people.enums import Protection
from participants.people.models import PersonalNumber
from participants.referrals.enums import ALLOWED, ReferralState
from participants.referrals.models import Referral, ReferralStep
from participants.referrals.queries import identity_of
from participants.registration import actions as registration_actions

NOT_HERE = "Remissen finns inte längre här. Någon har flyttat den medan du skrev."


@transaction.atomic
def register(
    *,
    by: Staff,
    delprojekt: Delprojekt,
    identity: Identity,
    received_on: date,
    key: UUID | None = None,
    **facts: Any,
) -> Referral:
    """Register a referral, which waits from the day it came; return it. `key` is the form's own:
    sent twice, it makes one row.

    Nobody is looked up: every number gives the same answer. It is counted all the same, because a
    colleague who does not see the referral afterwards could tell. Raises ValidationError.
    """
    limits.refuse_many_by_hand(by=by, field="number")
    limits.refuse_many_of_one_birth(identity.number, by=by, field="number")
    referral = Referral(delprojekt=delprojekt, registered_by=by, alias=new_alias(), **facts)
    referral.pk = key or referral.pk
    referral.received_on = referral.state_on = received_on
    _identify(referral, identity)
    rows = Referral.objects.visible_to(by).filter(registered_by=by)
    referral, is_new = store_once(referral, rows, ignoring={"alias"})
    if not is_new:
        return referral
    _add_step(referral, by=by, note="")
    limits.count_unknown_number(identity.number, by=by)
    audit.record_event(audit.Action.WRITE, "referral.registered", referral.pk, by=by.pk)
    return referral


@transaction.atomic
def change(
    referral: Referral, *, by: Staff, version: int, identity: Identity | None = None, **facts: Any
) -> Referral:
    """Correct what was written down; without `identity` the number stays.

    Who writes another number, or that the person is protected, is then the one who wrote the
    referral down, and sees it as before: the answer is the same for every number. Raises Conflict,
    ValidationError.
    """
    changed = list(facts)
    if identity is not None:
        limits.refuse_many_by_hand(by=by, field="number")
        limits.refuse_many_of_one_birth(identity.number, by=by, field="number")
        limits.count_unknown_number(identity.number, by=by)
        changed += _identify(referral, identity)
    says_who = identity is not None or facts.get("protection", Protection.NONE) != Protection.NONE
    if says_who and not by.may(Permission.DECIDE_PROTECTED, referral.delprojekt_id):
        referral.registered_by = by
        changed.append("registered_by")
    for field, value in facts.items():
        setattr(referral, field, value)
    save_change(referral, *changed, version=version)
    audit.record_event(audit.Action.WRITE, "referral.changed", referral.pk, by=by.pk)
    return referral


@transaction.atomic
def transition(
    referral: Referral,
    *,
    by: Staff,
    state: ReferralState,
    on: date,
    note: str = "",
    decline_reason: DeclineReason | None = None,
) -> Referral:
    """Take the step to `state`, and return the referral as it then is.

    One at a time: the second of two that decide at once gets to know what the first decided.
    Raises ValidationError for a step that may not follow.
    """
    current = _locked(referral, by=by)
    _take_step(current, state, by=by, on=on, note=note, decline_reason=decline_reason)
    audit.record_event(
        audit.Action.WRITE, "referral.moved_on", current.pk, by=by.pk, state=state.value
    )
    return current


@transaction.atomic
def accept(
    referral: Referral,
    *,
    by: Staff,
    on: date,
    started_on: date,
    responsible: Staff,
    sus_consent_on: date | None = None,
    note: str = "",
) -> Enrolment:
    """Enrol the person with everything that the referral says, and return the enrolment.

    It is registered as any other (participants/registration/): the number of a protected person
    whom `by` may not see gives the same answer, and the enrolment waits. Raises ValidationError,
    also when somebody else has just accepted: one person is enrolled once.
    """
    current = _locked(referral, by=by)
    _refuse_unless_allowed(current, ReferralState.ACCEPTED)
    enrolment = registration_actions.register(
        by=by,
        delprojekt=current.delprojekt,
        identity=identity_of(current),
        started_on=started_on,
        responsible=responsible,
        sus_consent_on=sus_consent_on,
        given_name=current.given_name,
        family_name=current.family_name,
        protection=current.protection,
        interpreter_language=current.interpreter_language,
        referrer=current.referrer,
        referred_on=current.received_on,
        municipality=current.municipality,
    )
    current.enrolment = enrolment
    _take_step(current, ReferralState.ACCEPTED, by=by, on=on, note=note)
    audit.record_event(audit.Action.WRITE, "referral.accepted", current.pk, by=by.pk)
    return enrolment


@transaction.atomic
def link_accepted(enrolment: Enrolment, details: Mapping[str, Any], *, by: Staff) -> None:
    """Link an enrolment that waited, and is now accepted by `by`, to the referral that asked for
    it: the one of the same number, accepted in the delprojekt and without an enrolment, that came
    on the enrolment's day of referral.
    """
    numbers = PersonalNumber.objects.visible_in(by, enrolment)
    accepted = Referral.objects.visible_to(by).filter(
        delprojekt=enrolment.delprojekt_id,
        state=ReferralState.ACCEPTED,
        enrolment=None,
        received_on=enrolment.referred_on,
        number__in=numbers.values("number"),
    )
    referral: Referral | None = accepted.order_by("-registered_at").first()
    if referral is None:
        return
    referral.enrolment = enrolment
    update(referral, "enrolment")
    audit.record_event(audit.Action.WRITE, "referral.linked", referral.pk, by=by.pk)


@transaction.atomic
def move(referral: Referral, *, by: Staff, to: Delprojekt, on: date, note: str) -> Referral:
    """Move an open referral to another delprojekt, where it waits anew; its steps go with it.

    Who moves it may see nothing of it afterwards. Raises ValidationError.
    """
    current = _locked(referral, by=by)
    if not current.is_open:
        raise ValidationError(f"Remissen är redan {current.get_state_display()}.")
    if current.delprojekt_id == to.pk:
        raise ValidationError({"to": "Remissen är redan i det delprojektet."})
    step = ReferralStep(referral=current, note=note)
    params: dict[str, Any] = {
        "referral": current.pk,
        "delprojekt": to.pk,
        "version": current.version,
        "step": step.pk,
        "day": on,
        "note": stored_value(step, "note"),
    }
    with connection.cursor() as cursor:
        cursor.execute(sql.load("participants.referrals", "move_referral.sql"), params)
        (is_moved,) = cursor.fetchone()
    if not is_moved:
        raise ValidationError(NOT_HERE)
    audit.record_event(
        audit.Action.WRITE, "referral.relocated", current.pk, by=by.pk, delprojekt=to.pk
    )
    return current


def _identify(referral: Referral, identity: Identity) -> tuple[str, ...]:
    """Set what the number says, and return the names of those fields."""
    referral.number_kind, referral.number = identity.kind, identity.number
    referral.birth_date, referral.sex = identity.birth_date, identity.sex
    return "number_kind", "number", "birth_date", "sex"


def _locked(referral: Referral, *, by: Staff) -> Referral:
    """Return the row as it is now, which nobody else changes until the end of the transaction."""
    rows = Referral.objects.visible_to(by).select_for_update(no_key=True)
    current: Referral | None = rows.filter(pk=referral.pk).first()
    if current is None:
        raise ValidationError(NOT_HERE)
    return current


def _refuse_unless_allowed(referral: Referral, state: ReferralState) -> None:
    present = ReferralState(referral.state)
    if state not in ALLOWED[present]:
        raise ValidationError(
            f"Remissen är redan {present.label}, sedan {referral.state_on}."
            " Öppna den igen för att se vad som har hänt."
        )


def _take_step(
    referral: Referral,
    state: ReferralState,
    *,
    by: Staff,
    on: date,
    note: str,
    decline_reason: DeclineReason | None = None,
) -> None:
    _refuse_unless_allowed(referral, state)
    referral.state, referral.state_on = state, on
    referral.version += 1
    update(referral, "state", "state_on", "enrolment", "version")
    _add_step(referral, by=by, note=note, decline_reason=decline_reason)


def _add_step(
    referral: Referral, *, by: Staff, note: str, decline_reason: DeclineReason | None = None
) -> None:
    step = ReferralStep(
        referral=referral,
        delprojekt_id=referral.delprojekt_id,
        state=referral.state,
        started_on=referral.state_on,
        note=note,
        decline_reason=decline_reason,
        registered_by=by,
    )
    store(step)
