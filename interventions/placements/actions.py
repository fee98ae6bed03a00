"""Writes about placements: place, change, step up, end."""

from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from interventions.hosts.models import Agreement, Host
from interventions.placements.enums import EndReason, Result
from interventions.placements.models import PLAN_TEXTS, HoursStep, Placement, PlacementPlan
from mia import audit
from mia.access import saving
from mia.organisation.staff.models import Staff
from participants.enrolments.days import check_within
from participants.enrolments.models import Enrolment

# How a placement ends with its enrolment.
ENDS_WITH_ENROLMENT = {"reason": EndReason.EXIT.value, "result": Result.NONE.value}


def _check_agreement(placement: Placement, agreement: Agreement | None) -> None:
    """Raises ValidationError for an agreement of another host or delprojekt, and for one that does
    not run then.
    """
    if agreement is None:
        return
    if agreement.host_id != placement.host_id:
        raise ValidationError({"agreement": "Avtalet gäller en annan värd."})
    if agreement.delprojekt_id != placement.delprojekt_id:
        raise ValidationError({"agreement": "Avtalet gäller ett annat delprojekt."})
    first, last = agreement.started_on, agreement.ended_on
    if not first <= placement.started_on <= last:
        message = f"Avtalet gäller {first:%Y-%m-%d} till {last:%Y-%m-%d}. Välj ett annat."
        raise ValidationError({"agreement": message})


@transaction.atomic
def place(
    enrolment: Enrolment,
    *,
    by: Staff,
    host: Host,
    hours: int,
    purpose: str = "",
    goals: str = "",
    expectations: str = "",
    key: UUID | None = None,
    **facts: object,
) -> Placement:
    """Place a participant from a day, with hours a week and a plan, and return the placement. It
    ends with an enrolment that has ended.

    `key` is the form's own key of the row: a form that is sent twice makes one row. Raises
    ValidationError, also for a form that has made another row.
    """
    placement = Placement(enrolment=enrolment, host=host, registered_by=by, **facts)
    placement.delprojekt_id = enrolment.delprojekt_id
    if key:
        placement.pk = key
    check_within(enrolment, "started_on", placement.started_on)
    _check_agreement(placement, placement.agreement)
    if enrolment.ended_on is not None:
        placement.ended_on = enrolment.ended_on
        placement.end_reason, placement.result = EndReason.EXIT.value, Result.NONE.value
    texts = {"purpose": purpose, "goals": goals, "expectations": expectations}
    rows = Placement.objects.visible_in(by, enrolment).filter(registered_by=by)
    placement, is_new = saving.store_once(placement, rows)
    if not is_new:
        saving.refuse_otherwise(_has_plan(placement, hours, texts, by=by))
        return placement
    saving.store(_step(placement, placement.started_on, hours))
    saving.store(_plan(placement, texts))
    participant = enrolment.participant_id
    audit.record_event(audit.Action.WRITE, "placement.begun", participant, by=by.pk)
    return placement


def _has_plan(placement: Placement, hours: int, texts: dict[str, str], *, by: Staff) -> bool:
    """Whether the placement began with so many hours, and its plan says just that."""
    plan = PlacementPlan.objects.visible_to(by).filter(placement=placement).first()
    first = placement.steps.filter(started_on=placement.started_on, hours=hours)
    return plan is not None and plan.texts == texts and first.exists()


def _step(placement: Placement, started_on: date, hours: int) -> HoursStep:
    return HoursStep(
        placement=placement,
        enrolment_id=placement.enrolment_id,
        delprojekt_id=placement.delprojekt_id,
        started_on=started_on,
        hours=hours,
    )


def _plan(placement: Placement, texts: dict[str, str]) -> PlacementPlan:
    return PlacementPlan(
        placement=placement,
        enrolment_id=placement.enrolment_id,
        delprojekt_id=placement.delprojekt_id,
        **texts,
    )


@transaction.atomic
def change(
    placement: Placement,
    *,
    by: Staff,
    version: int,
    purpose: str = "",
    goals: str = "",
    expectations: str = "",
    **facts: object,
) -> Placement:
    """Correct a placement and its plan, and return it. The version covers the plan too.

    Raises Conflict, ValidationError.
    """
    for name, value in facts.items():
        setattr(placement, name, value)
    check_within(placement.enrolment, "started_on", placement.started_on)
    _check_agreement(placement, placement.agreement)
    _check_rows_within(placement, by=by)
    saving.change(placement, *facts, version=version)
    texts = {"purpose": purpose, "goals": goals, "expectations": expectations}
    _save_plan(placement, texts, by=by)
    participant = placement.enrolment.participant_id
    audit.record_event(audit.Action.WRITE, "placement.changed", participant, by=by.pk)
    return placement


def _save_plan(placement: Placement, texts: dict[str, str], *, by: Staff) -> None:
    """Encrypted anew a text would look changed, so only what is changed is saved."""
    plan = PlacementPlan.objects.visible_to(by).filter(placement=placement).first()
    if plan is None:
        saving.store(_plan(placement, texts))
        return
    changed = [name for name in PLAN_TEXTS if plan.texts[name] != texts[name]]
    for name in changed:
        setattr(plan, name, texts[name])
    saving.update(plan, *changed)


def _check_rows_within(placement: Placement, *, by: Staff) -> None:
    """Raises ValidationError when a step or attendance would lie outside the placement."""
    first_on, last_on = placement.started_on, placement.ended_on
    if placement.steps.filter(started_on__lt=first_on).exists():
        message = "Ett antal timmar gäller från en tidigare dag. Ta bort det först."
        raise ValidationError({"started_on": message})
    attendance = placement.attendance.visible_to(by)
    if attendance.filter(first_on__lt=first_on).exists():
        message = "Närvaro är registrerad före den dagen. Ta bort den först."
        raise ValidationError({"started_on": message})
    if last_on is not None and attendance.filter(last_on__gt=last_on).exists():
        message = "Närvaro är registrerad efter den dagen. Ta bort den först."
        raise ValidationError({"ended_on": message})


@transaction.atomic
def set_hours(placement: Placement, *, by: Staff, started_on: date, hours: int) -> HoursStep:
    """Say how many hours a week from a day on, also ahead, and return the step.

    A step that is there that day is corrected. Raises ValidationError for a day outside the
    placement.
    """
    first, last = placement.started_on, placement.ended_on
    saving.refuse_outside("started_on", started_on, what="Placeringen", first=first, last=last)
    rows = HoursStep.objects.visible_to(by).filter(placement=placement, started_on=started_on)
    step: HoursStep | None = rows.first()
    if step is None:
        step = _step(placement, started_on, hours)
        saving.store(step)
    else:
        step.hours = hours
        saving.update(step, "hours")
    participant = placement.enrolment.participant_id
    audit.record_event(audit.Action.WRITE, "hours.set", participant, by=by.pk)
    return step


@transaction.atomic
def remove_hours(step: HoursStep, *, by: Staff) -> None:
    """Delete a step that was wrong. Raises ValidationError for the first one of a placement."""
    placement = step.placement
    others = HoursStep.objects.visible_to(by).filter(placement=placement).exclude(pk=step.pk)
    if not others.filter(started_on__lt=step.started_on).exists():
        raise ValidationError("Det första antalet timmar tas inte bort. Ändra det i stället.")
    step.delete()
    participant = placement.enrolment.participant_id
    audit.record_event(audit.Action.WRITE, "hours.removed", participant, by=by.pk)


@transaction.atomic
def end(
    placement: Placement, *, by: Staff, version: int, ended_on: date, end_reason: str, result: str
) -> Placement:
    """End a placement after its last day, with reason and result, and return it.

    Steps that would have taken effect later are deleted. Raises Conflict, ValidationError.
    """
    check_within(placement.enrolment, "ended_on", ended_on)
    placement.ended_on, placement.end_reason, placement.result = ended_on, end_reason, result
    _check_rows_within(placement, by=by)
    saving.change(placement, "ended_on", "end_reason", "result", version=version)
    later = HoursStep.objects.visible_to(by).filter(placement=placement, started_on__gt=ended_on)
    later.delete()
    participant = placement.enrolment.participant_id
    audit.record_event(audit.Action.WRITE, "placement.ended", participant, by=by.pk)
    return placement
