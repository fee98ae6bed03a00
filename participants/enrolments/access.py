"""Access checks of an enrolment: outside the scope 404, inside without the right 403."""

from collections.abc import Callable
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from mia.access.roles import Permission
from mia.organisation.staff.models import Staff
from participants.enrolments.models import Enrolment
from participants.people.models import PersonalNumber
from participants.visibility import is_assigned

Rule = Callable[[Staff, Enrolment], bool]


def works_with(user: Staff, enrolment: Enrolment, permission: Permission) -> bool:
    """Tell whether the user has the permission for this case.

    The user is assigned to it (or the team is), or leads: one and the same role both has the
    permission and sees the whole delprojekt. Two roles are not added up: a coordinator of the
    programme who is a case worker in one delprojekt works there as a case worker.
    """
    if leads_delprojekt(user, enrolment.delprojekt_id, permission) and not enrolment.is_protected:
        return True
    return user.may(permission, enrolment.delprojekt_id) and is_assigned(user, enrolment.pk)


def leads_delprojekt(user: Staff, delprojekt_id: int, permission: Permission) -> bool:
    """Tell whether one role of the user both has the permission and sees the whole delprojekt."""
    return delprojekt_id in user.scope.whole_delprojekt_with(permission)


def can_edit_enrolment(user: Staff, enrolment: Enrolment) -> bool:
    return works_with(user, enrolment, Permission.EDIT_ENROLMENT)


def can_assign_staff(user: Staff, enrolment: Enrolment) -> bool:
    return works_with(user, enrolment, Permission.ASSIGN_STAFF)


def can_reveal_number(user: Staff, enrolment: Enrolment) -> bool:
    """Those who edit the enrolment or report persons; each time is recorded in the access log."""
    if can_edit_enrolment(user, enrolment):
        return True
    return user.may(Permission.EXPORT_PERSONS, enrolment.delprojekt_id)


def can_see_participants(user: Staff) -> bool:
    return user.may(Permission.SEE_ASSIGNED) or user.may(Permission.SEE_DELPROJEKT)


def can_protect(user: Staff, enrolment: Enrolment) -> bool:
    """Set or lift the mark of protected identity."""
    return can_edit_enrolment(user, enrolment)


def get_visible(user: Staff, pk: UUID) -> Enrolment:
    """Return the enrolment with its participant, delprojekt, referrer and exit reason.

    The view is recorded in the access log. Raises Http404.
    """
    enrolments = Enrolment.objects.visible_to(user)
    related = enrolments.select_related("participant", "delprojekt", "referrer", "exit_reason")
    enrolment: Enrolment = get_object_or_404(related, pk=pk)
    return enrolment


def get_editable(user: Staff, pk: UUID, rule: Rule = can_edit_enrolment) -> Enrolment:
    """As get_visible, and `rule` holds. Raises Http404 or PermissionDenied."""
    enrolment = get_visible(user, pk)
    allow(rule(user, enrolment))
    return enrolment


def allow(is_permitted: bool) -> None:
    """Raise PermissionDenied unless permitted."""
    if not is_permitted:
        raise PermissionDenied


def can_see_enrolment(user: Staff, pk: UUID) -> bool:
    """Tell whether the user (still) sees the enrolment, after a change; records no view."""
    return bool(Enrolment.objects.visible_to(user).filter(pk=pk).exists())


def number_of(user: Staff, enrolment: Enrolment) -> PersonalNumber | None:
    """Return the person's current number; `str()` masks it.

    The whole number is for participants.profile.actions.reveal_number.
    """
    numbers = PersonalNumber.objects.visible_to(user).current()
    number: PersonalNumber | None = numbers.filter(participant=enrolment.participant_id).first()
    return number
