"""Access checks of deleted contacts."""

from uuid import UUID

from django.http import Http404

from interventions.contacts.access import can_log_contact
from interventions.removals.models import ContactRemoval
from mia.access.roles import Permission
from mia.organisation.staff.models import Staff
from participants.enrolments.access import allow
from participants.visibility import is_open_in_emergency


def can_restore_contact(user: Staff, removal: ContactRemoval) -> bool:
    """The one who deleted it, and those who lead the delprojekt. Not in an emergency."""
    if is_open_in_emergency(user, removal.enrolment_id):
        return False
    is_own = user.pk == removal.removed_by_id
    is_leader = removal.delprojekt_id in user.scope.whole_delprojekt_with(Permission.READ_NOTES)
    return can_log_contact(user, removal.enrolment) and (is_own or is_leader)


def get_restorable(user: Staff, pk: UUID) -> ContactRemoval:
    """Return the deletion with its enrolment and participant. Raises Http404, PermissionDenied."""
    related = ("enrolment__participant", "enrolment__delprojekt", "removed_by", "restored_by")
    rows = ContactRemoval.objects.visible_to(user).select_related(*related)
    removal: ContactRemoval | None = rows.filter(pk=pk).first()
    if removal is None:
        raise Http404
    allow(can_restore_contact(user, removal))
    return removal
