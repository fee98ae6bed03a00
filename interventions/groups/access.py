"""Access checks of groups: those who log contacts in the delprojekt."""

from uuid import UUID

from django.http import Http404

from interventions.groups.models import Group, GroupMember, GroupOccasion
from interventions.groups.queries import visible_groups
from mia.access.roles import Permission
from mia.organisation.delprojekt.models import Delprojekt
from mia.organisation.staff.models import Staff
from participants.enrolments.access import allow, can_edit_enrolment
from participants.enrolments.models import Enrolment
from participants.visibility import works_with


def can_lead_groups(user: Staff) -> bool:
    return user.may(Permission.LOG_CONTACT)


def group_delprojekt(user: Staff) -> list[Delprojekt]:
    """Where the user can make a group."""
    places = []
    for delprojekt in user.current_delprojekt:
        if user.may(Permission.LOG_CONTACT, delprojekt.pk):
            places.append(delprojekt)
    return places


def get_group(user: Staff, pk: UUID) -> Group:
    """Raises Http404, PermissionDenied."""
    allow(can_lead_groups(user))
    group = visible_groups(user).filter(pk=pk).first()
    if group is None:
        raise Http404
    return group


def get_occasion(user: Staff, pk: UUID) -> GroupOccasion:
    """Raises Http404, PermissionDenied."""
    allow(can_lead_groups(user))
    rows = GroupOccasion.objects.filter(group__in=visible_groups(user))
    occasion = rows.select_related("group__leader", "delprojekt").filter(pk=pk).first()
    if occasion is None:
        raise Http404
    return occasion


def can_let_go(user: Staff, enrolment: Enrolment) -> bool:
    """Who notes that the participant came, but not in an emergency: nothing is changed then."""
    return works_with(user, enrolment, Permission.LOG_CONTACT) and can_edit_enrolment(
        user, enrolment
    )


def get_member(user: Staff, pk: UUID) -> GroupMember:
    """A participant of the user's who is, or was, in the group. Raises Http404,
    PermissionDenied.
    """
    rows = GroupMember.objects.visible_to(user).filter(pk=pk)
    member: GroupMember | None = rows.select_related("enrolment__participant", "group").first()
    if member is None:
        raise Http404
    allow(can_let_go(user, member.enrolment))
    return member
