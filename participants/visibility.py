"""The visibility filter: which rows a user sees. Row-level security in the database says the same.

One rule. A user sees a row whose enrolment the user, or a member of the user's team, is assigned to
today (never by way of the team when the person is protected); and every row of a delprojekt that
the user may see as a whole, unless the person is protected. An emergency opening, which lasts three
hours, opens a protected case as an assignment does, to be read.
"""

from datetime import date
from typing import TYPE_CHECKING, ClassVar, Self
from uuid import UUID

from django.apps import apps
from django.db import connection
from django.db.models import Q, Value

from mia.access.querysets import AuditedQuerySet
from mia.access.roles import Permission
from mia.organisation.delprojekt.models import active_on

if TYPE_CHECKING:
    from mia.organisation.staff.models import Staff
    from participants.enrolments.models import Enrolment


# An emergency opening is for reading, and for logging the contact; nothing else is changed.
EMERGENCY_PERMISSIONS = {Permission.READ_NOTES, Permission.LOG_CONTACT}


def assigned_enrolments(user: "Staff") -> frozenset[UUID]:
    """Return the enrolments that the user, or the user's team, is assigned to today, and those that
    the user has opened in an emergency.

    Read once for each user object, which lives as long as its request (mia.organisation.request).
    """
    if user.assigned_enrolments_today is None:
        opened = _read_assigned_enrolments(user)
        assigned = {enrolment for enrolment, in_emergency in opened if not in_emergency}
        user.assigned_enrolments_today = frozenset(enrolment for enrolment, _ in opened)
        user.emergencies_today = user.assigned_enrolments_today - assigned
    return user.assigned_enrolments_today


def is_assigned(user: "Staff", enrolment: UUID) -> bool:
    """Tell whether the enrolment is one of those."""
    return enrolment in assigned_enrolments(user)


def is_open_in_emergency(user: "Staff", enrolment: UUID) -> bool:
    """Tell whether the user sees the enrolment by an emergency opening only."""
    return is_assigned(user, enrolment) and enrolment in user.emergencies_today


def forget_assignments(user: "Staff") -> None:
    """Let the next question be read anew: the assignments have just changed."""
    user.assigned_enrolments_today = None


def whole_delprojekt(user: "Staff") -> frozenset[int]:
    """Return the delprojekt that the user sees as a whole, protected persons apart."""
    return user.scope.delprojekt_with(Permission.SEE_DELPROJEKT)


def _read_assigned_enrolments(user: "Staff") -> list[tuple[UUID, bool]]:
    """Each with whether it is open in an emergency, by the database's clock. One statement."""
    delprojekt = user.scope.delprojekt_with(Permission.SEE_ASSIGNED)
    if not delprojekt:
        return []
    today = user.scope.today
    assignments = apps.get_model("participants", "Assignment").objects.active(today)
    if user.scope.teams:
        memberships = apps.get_model("organisation", "Membership").objects.active(today)
        colleagues = memberships.filter(Q(staff=user) | Q(team__in=user.scope.teams))
        assignments = assignments.filter(
            Q(staff=user) | Q(is_protected=False),
            delprojekt__in=delprojekt,
            staff__in=colleagues.values("staff"),
        )
    else:
        assignments = assignments.filter(staff=user, delprojekt__in=delprojekt)
    emergencies = (
        apps.get_model("participants", "EmergencyOpening")
        .objects.running()
        .filter(staff=user, delprojekt__in=delprojekt)
    )
    assigned = assignments.annotate(in_emergency=Value(False))
    opened = emergencies.annotate(in_emergency=Value(True))
    columns = ("enrolment_id", "in_emergency")
    return list(assigned.values_list(*columns).union(opened.values_list(*columns)))


def is_in_whole_delprojekt(user: "Staff", enrolment: "Enrolment") -> bool:
    """Tell whether the user sees the enrolment without being assigned to it."""
    return enrolment.delprojekt_id in whole_delprojekt(user) and not enrolment.is_protected


def is_visible(user: "Staff", enrolment: "Enrolment") -> bool:
    """Tell whether the user sees the enrolment."""
    return is_in_whole_delprojekt(user, enrolment) or is_assigned(user, enrolment.pk)


def works_with(user: "Staff", enrolment: "Enrolment", permission: Permission) -> bool:
    """Tell whether the user has the permission for this case.

    The user is assigned to it (or the team is), or leads: one and the same role both has the
    permission and sees the whole delprojekt. Two roles are not added up: a coordinator of the
    programme who is a case worker in one delprojekt works there as a case worker.
    """
    led_delprojekt = user.scope.whole_delprojekt_with(permission)
    if enrolment.delprojekt_id in led_delprojekt and not enrolment.is_protected:
        return True
    if not (user.may(permission, enrolment.delprojekt_id) and is_assigned(user, enrolment.pk)):
        return False
    if not is_open_in_emergency(user, enrolment.pk):
        return True
    if permission == Permission.ASSIGN_STAFF:
        return _has_nobody(enrolment.pk)
    return permission in EMERGENCY_PERMISSIONS


def _has_nobody(enrolment: UUID) -> bool:
    """Tell whether nobody is named who may open the case: then somebody can be, in an emergency."""
    with connection.cursor() as cursor:
        statement = "SELECT app.named_until(%s, app.today(), NULL) IS NULL"
        cursor.execute(statement, [enrolment])
        return bool(cursor.fetchone()[0])


class ScopedQuerySet(AuditedQuerySet):
    """Rows that carry delprojekt, is_protected and enrolment.

    With a `permission` they are visible to those alone who work with the enrolment by it.
    """

    enrolment_field = "enrolment"
    permission: ClassVar[Permission | None] = None

    def visible_to(self, user: "Staff") -> Self:
        """Return the rows that `user` may see; those that are fetched are recorded as viewed."""
        is_assigned_to = Q(**{f"{self.enrolment_field}__in": assigned_enrolments(user)})
        whole = whole_delprojekt(user)
        if self.permission is not None:
            is_assigned_to &= Q(delprojekt__in=user.scope.delprojekt_with(self.permission))
            whole = user.scope.whole_delprojekt_with(self.permission)
        if not whole:
            return self.filter(is_assigned_to).audited()
        is_in_whole = Q(delprojekt__in=whole, is_protected=False)
        return self.filter(is_assigned_to | is_in_whole).audited()

    def visible_in(self, user: "Staff", enrolment: "Enrolment") -> Self:
        """Return the rows of one enrolment that `user` may see: all of them, or none.

        The same rule as `visible_to`, answered before the database is asked.
        """
        if self.permission is None:
            is_open = is_visible(user, enrolment)
        else:
            is_open = works_with(user, enrolment, self.permission)
        if not is_open:
            return self.none()
        return self.filter(**{self.enrolment_field: enrolment.pk}).audited()


class ScopedPeriodQuerySet(ScopedQuerySet):
    """Scoped rows with started_on and ended_on (the last day, inclusive)."""

    def active(self, day: date) -> Self:
        return self.filter(active_on(day))
