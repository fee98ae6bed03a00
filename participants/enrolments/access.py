"""Access checks of an enrolment: outside the scope 404, inside without the right 403."""

from collections.abc import Callable
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import DateField, F, Func, QuerySet
from django.db.models.expressions import BaseExpression
from django.http import Http404
from django.shortcuts import get_object_or_404

from mia import audit
from mia.access.roles import Permission
from mia.organisation.staff.models import Staff
from participants.enrolments.models import Enrolment
from participants.people.models import MissingNumber, PersonalNumber
from participants.visibility import is_open_in_emergency, is_visible, works_with

Rule = Callable[[Staff, Enrolment], bool]
# Rows that are read with an enrolment: what every page of a case names, and what stands on its own.
CASE = ("participant", "delprojekt")
FACTS = ("referrer", "exit_reason", "contact_details")
# participants/sql/functions/time_limit_end.sql, on the day of the unit of work.
TIME_ENDS_ON = Func(
    F("pk"), Func(function="app.today"), function="app.time_limit_end", output_field=DateField()
)


def can_edit_enrolment(user: Staff, enrolment: Enrolment) -> bool:
    return works_with(user, enrolment, Permission.EDIT_ENROLMENT)


def can_hold_disposal(user: Staff, enrolment: Enrolment) -> bool:
    """Whether the user may say that a closed case is to be kept (reporting/retention/)."""
    return not enrolment.is_open and user.may(Permission.DISPOSE, enrolment.delprojekt_id)


def can_read_notes(user: Staff, enrolment: Enrolment) -> bool:
    """As `Note.objects.visible_to`: those who are assigned, and the leader of the delprojekt."""
    return works_with(user, enrolment, Permission.READ_NOTES)


def can_assign_staff(user: Staff, enrolment: Enrolment) -> bool:
    return works_with(user, enrolment, Permission.ASSIGN_STAFF)


def can_reveal_number(user: Staff, enrolment: Enrolment) -> bool:
    """Those who edit the enrolment or report persons; each time is recorded in the access log."""
    if can_edit_enrolment(user, enrolment) or is_open_in_emergency(user, enrolment.pk):
        return True
    return user.may(Permission.EXPORT_PERSONS, enrolment.delprojekt_id)


def can_see_participants(user: Staff) -> bool:
    return user.may(Permission.SEE_ASSIGNED) or user.may(Permission.SEE_DELPROJEKT)


def can_protect(user: Staff, enrolment: Enrolment) -> bool:
    """Set or lift the mark of protected identity."""
    return can_edit_enrolment(user, enrolment)


def get_visible(user: Staff, pk: UUID) -> Enrolment:
    """Return the enrolment with its participant and delprojekt, in one statement.

    The view is recorded in the access log. Raises Http404.
    """
    return _get_visible_among(Enrolment.objects.select_related(*CASE), user, pk)


def get_visible_with_facts(user: Staff, pk: UUID, **carried: BaseExpression) -> Enrolment:
    """As get_visible, in the same statement with what the case page shows: referrer, exit reason,
    contact details (for those alone whom their policy shows them), the last day by its time limit,
    and `carried`.
    """
    enrolments = Enrolment.objects.select_related(*CASE, *FACTS)
    annotated = enrolments.annotate(time_ends_on=TIME_ENDS_ON, **carried)
    return _get_visible_among(annotated, user, pk)


def _get_visible_among(enrolments: QuerySet[Enrolment], user: Staff, pk: UUID) -> Enrolment:
    enrolment: Enrolment = get_object_or_404(enrolments, pk=pk)
    if not is_visible(user, enrolment):
        raise Http404
    audit.record_view(enrolment.participant_id)
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
    number: PersonalNumber | None
    number = PersonalNumber.objects.visible_in(user, enrolment).current().first()
    return number


def missing_number_of(user: Staff, enrolment: Enrolment) -> MissingNumber | None:
    """Return why the person has no number."""
    rows = MissingNumber.objects.visible_in(user, enrolment).current()
    missing: MissingNumber | None = rows.select_related("reason").first()
    return missing
