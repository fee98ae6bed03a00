"""Access checks of hosts and agreements: of no participant, seen by all who see participants."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from interventions.hosts.models import Agreement, AgreementFollowUp, Host
from mia.access.roles import Permission
from mia.organisation.staff.models import Staff
from participants.enrolments.access import allow, can_see_participants


def can_edit_host(user: Staff) -> bool:
    return user.may(Permission.EDIT_ENROLMENT)


def can_edit_agreement(user: Staff, agreement: Agreement) -> bool:
    return user.may(Permission.EDIT_ENROLMENT, agreement.delprojekt_id)


def check_hosts(user: Staff) -> None:
    """Raises PermissionDenied for those who see no participants."""
    allow(can_see_participants(user))


def get_host(user: Staff, pk: UUID) -> Host:
    """Raises Http404, PermissionDenied."""
    check_hosts(user)
    return get_object_or_404(Host.objects.select_related("municipality"), pk=pk)


def get_editable_host(user: Staff, pk: UUID) -> Host:
    """Raises Http404, PermissionDenied."""
    allow(can_edit_host(user))
    return get_host(user, pk)


def get_agreement(user: Staff, pk: UUID) -> Agreement:
    """Raises Http404, PermissionDenied."""
    check_hosts(user)
    return get_object_or_404(Agreement.objects.select_related("host", "delprojekt"), pk=pk)


def get_editable_agreement(user: Staff, pk: UUID) -> Agreement:
    """Raises Http404, PermissionDenied."""
    agreement = get_agreement(user, pk)
    allow(can_edit_agreement(user, agreement))
    return agreement


def get_editable_follow_up(user: Staff, pk: UUID) -> AgreementFollowUp:
    """Raises Http404, PermissionDenied."""
    check_hosts(user)
    rows = AgreementFollowUp.objects.select_related("agreement__host", "agreement__delprojekt")
    follow_up = get_object_or_404(rows, pk=pk)
    allow(can_edit_agreement(user, follow_up.agreement))
    return follow_up
