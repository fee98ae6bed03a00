"""Writes about hosts and agreements."""

from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from interventions.hosts.models import Agreement, AgreementFollowUp, Host
from mia import audit
from mia.access import saving
from mia.organisation.delprojekt.models import Delprojekt
from mia.organisation.staff.models import Staff

IS_USED = (
    "Värden har avtal, placeringar eller arbetsgivarkontakter och kan inte tas bort."
    " Ange i stället sista dagen som den tar emot."
)


@transaction.atomic
def register(*, by: Staff, key: UUID | None = None, **facts: object) -> Host:
    """Save a host, and return it. `key` is the form's own key: sent twice it makes one row.

    Raises ValidationError, also for an organisation number that is there already.
    """
    host = Host(registered_by=by, **facts)
    if key:
        host.pk = key
    host, is_new = saving.store_once(host, Host.objects.filter(registered_by=by))
    if is_new:
        audit.record_event(audit.Action.WRITE, "host.registered", host=str(host.pk))
    return host


@transaction.atomic
def change(host: Host, *, by: Staff, version: int, **facts: object) -> Host:
    """Correct a host, and return it. Raises Conflict, ValidationError."""
    for field, value in facts.items():
        setattr(host, field, value)
    saving.change(host, *facts, version=version)
    audit.record_event(audit.Action.WRITE, "host.changed", host=str(host.pk), by=by.pk)
    return host


@transaction.atomic
def remove(host: Host, *, by: Staff) -> None:
    """Delete a host that nothing refers to. Raises ValidationError for one that is used, also where
    the user does not see by whom.
    """
    key = str(host.pk)
    try:
        with transaction.atomic():
            host.delete()
            connection.check_constraints()
    except (IntegrityError, ProtectedError) as error:
        raise ValidationError(IS_USED) from error
    audit.record_event(audit.Action.WRITE, "host.removed", host=key, by=by.pk)


@transaction.atomic
def agree(
    host: Host, *, by: Staff, delprojekt: Delprojekt, key: UUID | None = None, **facts: object
) -> Agreement:
    """Save an agreement about places, and return it. Raises ValidationError."""
    agreement = Agreement(host=host, delprojekt=delprojekt, registered_by=by, **facts)
    if key:
        agreement.pk = key
    agreement, is_new = saving.store_once(agreement, Agreement.objects.filter(registered_by=by))
    if is_new:
        audit.record_event(audit.Action.WRITE, "agreement.made", agreement=str(agreement.pk))
    return agreement


@transaction.atomic
def change_agreement(
    agreement: Agreement, *, by: Staff, version: int, **facts: object
) -> Agreement:
    """Correct an agreement, and return it. Raises Conflict, ValidationError."""
    for field, value in facts.items():
        setattr(agreement, field, value)
    saving.change(agreement, *facts, version=version)
    key = str(agreement.pk)
    audit.record_event(audit.Action.WRITE, "agreement.changed", agreement=key, by=by.pk)
    return agreement


def _check_days(agreement: Agreement, held_on: date, done_on: date | None) -> None:
    """Raises ValidationError for a day before the agreement, or an action done before it was asked
    for.
    """
    first = agreement.started_on
    if held_on < first:
        message = f"Avtalet gäller från {first:%Y-%m-%d}. Ange den dagen eller en senare."
        raise ValidationError({"held_on": message})
    if done_on is not None and done_on < held_on:
        message = "Åtgärden kan inte vara klar före uppföljningen."
        raise ValidationError({"done_on": message})


@transaction.atomic
def follow_up(
    agreement: Agreement,
    *,
    by: Staff,
    held_on: date,
    done_on: date | None = None,
    key: UUID | None = None,
    **facts: object,
) -> AgreementFollowUp:
    """Save a follow-up of an agreement, and return it. Raises ValidationError."""
    _check_days(agreement, held_on, done_on)
    row = AgreementFollowUp(agreement=agreement, delprojekt_id=agreement.delprojekt_id, **facts)
    row.held_on, row.done_on, row.registered_by = held_on, done_on, by
    if key:
        row.pk = key
    row, is_new = saving.store_once(row, AgreementFollowUp.objects.filter(registered_by=by))
    if is_new:
        key_text = str(agreement.pk)
        audit.record_event(audit.Action.WRITE, "agreement.followed_up", agreement=key_text)
    return row


@transaction.atomic
def change_follow_up(
    row: AgreementFollowUp, *, by: Staff, version: int, **facts: object
) -> AgreementFollowUp:
    """Correct a follow-up, or say that its action is done. Raises Conflict, ValidationError."""
    for field, value in facts.items():
        setattr(row, field, value)
    _check_days(row.agreement, row.held_on, row.done_on)
    saving.change(row, *facts, version=version)
    key = str(row.agreement_id)
    audit.record_event(audit.Action.WRITE, "follow_up.changed", agreement=key, by=by.pk)
    return row
