"""Writes about hosts and agreements."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from interventions.hosts.models import Agreement, Host
from mia import audit
from mia.access import saving
from mia.organisation.delprojekt.models import Delprojekt
from mia.organisation.staff.models import Staff

IS_USED = (
    "Värden har avtal eller placeringar och kan inte tas bort."
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
    existing = Host.objects.filter(pk=host.pk, registered_by=by).first()
    if existing is not None:
        return existing
    saving.store(host)
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
    existing = Agreement.objects.filter(pk=agreement.pk, registered_by=by).first()
    if existing is not None:
        return existing
    saving.store(agreement)
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
