"""Access checks of an enrolment: outside the scope 404, inside without the right 403."""

from typing import TYPE_CHECKING

from mia.access.roles import ROLES, Permission
from participants.enrolments.models import Enrolment
from participants.visibility import is_assigned

if TYPE_CHECKING:
    from mia.organisation.staff.models import Staff
from collections.abc import Callable, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.models import Model
from django.http import Http404

from mia import audit
from mia.access import planned
from mia.organisation.delprojekt.models import Delprojekt
from participants.codes.models import ExitReason, Referrer
from participants.people.models import Participant, PersonalNumber
from participants.visibility import remember_assignment, visibility_filter_of_one

if TYPE_CHECKING:
    from mia.organisation.staff.models import Staff


def works_with(user: "Staff", enrolment: Enrolment, permission: Permission) -> bool:
    """The permission, for one who answers for the case, or whose one and same role sees the whole
    delprojekt.

    Two roles are not added up: a coordinator of the county who is a case worker somewhere works as
    a case worker.
    """
    needed, dp = {permission, Permission.SEE_DELPROJEKT}, enrolment.delprojekt_id
    leads = any(
        dp in dps and needed <= ROLES[role].permissions for role, dps, _ in user.scope.memberships
    )
    if leads and not enrolment.is_protected:
        return True
    return user.may(permission, dp) and is_assigned(user, enrolment.pk)


def can_edit_enrolment(user: "Staff", enrolment: Enrolment) -> bool:
    return works_with(user, enrolment, Permission.EDIT_ENROLMENT)


def can_assign_staff(user: "Staff", enrolment: Enrolment) -> bool:
    return works_with(user, enrolment, Permission.ASSIGN_STAFF)


def can_reveal_number(user: "Staff", enrolment: Enrolment) -> bool:
    """Those who register or report; each time is noted in the trail."""
    return can_edit_enrolment(user, enrolment) or user.may(
        Permission.EXPORT_PERSONS, enrolment.delprojekt_id
    )


def can_see_participants(user: "Staff") -> bool:
    return user.may(Permission.SEE_ASSIGNED) or user.may(Permission.SEE_DELPROJEKT)


def can_protect(user: "Staff", enrolment: Enrolment) -> bool:
    """Set or lift the mark of protected identity."""
    return can_edit_enrolment(user, enrolment)


Rule = Callable[["Staff", Enrolment], bool]

# The enrolment with what its pages say of it. Models, but of a statement that is not built anew for
# every page.
_PARTS: dict[str, type[Model]] = {
    "enrolment": Enrolment,
    "participant": Participant,
    "delprojekt": Delprojekt,
    "referrer": Referrer,
    "exit_reason": ExitReason,
}

WHOLE = {
    part: [field.attname for field in model._meta.concrete_fields] for part, model in _PARTS.items()
}

_TABLES = """
participants_enrolment enrolment JOIN participants_participant participant ON participant.id = participant_id
JOIN organisation_delprojekt delprojekt ON delprojekt.id = delprojekt_id
LEFT JOIN participants_referrer referrer ON referrer.code = referrer_id
LEFT JOIN participants_exitreason exit_reason ON exit_reason.code = exit_reason_id
"""

_BRIEF = ["id", "participant_id", "delprojekt_id", "is_protected", "started_on"]


def get_visible(user: "Staff", pk: UUID, fields: Mapping[str, list[str]] = WHOLE) -> Enrolment:
    """The enrolment with its participant, delprojekt, referrer and exit reason, if the user sees
    it. Raises Http404.

    `fields`, in the order of the models, when a page says less of it: others are read when asked
    for. The read is noted in the trail.
    """
    columns = [f"{part}.{field}" for part, names in fields.items() for field in names]
    values = iter(_read(user, pk, columns, _TABLES))
    parts: dict[str, Any] = {
        part: _PARTS[part].from_db(connection.alias, names, list(islice(values, len(names))))
        for part, names in fields.items()
    }
    enrolment: Enrolment = parts.pop("enrolment")
    for part, row in parts.items():
        if row.pk is not None:
            setattr(enrolment, part, row)
    audit.record_view(enrolment.participant_id)
    return enrolment


def _read(user: "Staff", pk: UUID, columns: list[str], tables: str) -> list[Any]:
    """The row behind the first wall; in the same breath, whether the user answers for it. Raises
    Http404.
    """
    mine, wall, known = visibility_filter_of_one(user, "enrolment")
    statement = (
        f"WITH {mine} SELECT EXISTS (TABLE mine), {', '.join(columns)}"
        f" FROM {tables} WHERE enrolment.id = %(pk)s AND {wall}"
    )
    with planned.cursor() as cursor:
        cursor.execute(statement, known | {"pk": pk})
        row = cursor.fetchone()
    if row is None:
        raise Http404
    answers, *values = row
    remember_assignment(user, pk, answers)
    return values


def get_editable(user: "Staff", pk: UUID, rule: Rule = can_edit_enrolment) -> Enrolment:
    """As get_visible, and `rule` holds. Raises Http404 or PermissionDenied."""
    enrolment = get_visible(user, pk)
    allow(rule(user, enrolment))
    return enrolment


def get_for_logging(user: "Staff", pk: UUID, rule: Rule) -> Enrolment:
    """As get_editable, with only what something new about it is checked against; the rest is read
    when asked for.
    """
    enrolment = Enrolment.from_db(
        connection.alias, _BRIEF, _read(user, pk, _BRIEF, "participants_enrolment enrolment")
    )
    audit.record_view(enrolment.participant_id)
    allow(rule(user, enrolment))
    return enrolment


def allow(permitted: bool) -> None:
    """Raises PermissionDenied when not permitted."""
    if not permitted:
        raise PermissionDenied


def sees(user: "Staff", pk: UUID) -> bool:
    """Does the user (still) see the enrolment? Asked after a change of who answers for it; notes no
    read.
    """
    return bool(Enrolment.objects.visible_to(user).filter(pk=pk).exists())


def number_of(user: "Staff", enrolment: Enrolment) -> PersonalNumber | None:
    """The person's current number; `str()` shows it masked. The whole number:
    actions.participant.reveal_number.
    """
    numbers = PersonalNumber.objects.visible_to(user).current()
    return numbers.filter(participant_id=enrolment.participant_id).first()
