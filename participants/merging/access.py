"""Who may merge two registrations of a person, and which."""

from uuid import UUID

from django.http import Http404

from mia.access.roles import Permission
from mia.organisation.staff.models import Staff
from participants.enrolments import access as enrolments_access
from participants.enrolments.models import Enrolment
from participants.merging.models import PersonMerge
from participants.visibility import works_with


def can_merge_person(user: Staff, enrolment: Enrolment) -> bool:
    """Whether the user may merge the person of this enrolment; app.may_merge answers the same."""
    return works_with(user, enrolment, Permission.MERGE_PERSONS)


def can_list_duplicates(user: Staff) -> bool:
    return user.may(Permission.MERGE_PERSONS)


def get_mergeable(user: Staff, pk: UUID) -> Enrolment:
    """Return an enrolment whose person the user may merge. Raises Http404 or PermissionDenied."""
    return enrolments_access.get_editable(user, pk, can_merge_person)


def get_merge(user: Staff, enrolment: Enrolment, pk: UUID) -> PersonMerge:
    """Return a merge into the person of the enrolment. Raises Http404."""
    merges = PersonMerge.objects.visible_to(user).filter(kept=enrolment.participant_id)
    merge: PersonMerge | None = merges.filter(pk=pk).first()
    if merge is None:
        raise Http404
    return merge
