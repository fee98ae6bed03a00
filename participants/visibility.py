"""The visibility filter: which rows a user sees. Row-level security in the database says the same.

One rule. A user sees a row whose enrolment the user, a member of the user's team, or an absent
colleague whose substitute the user is, is assigned to today (never by way of the team or the absent
colleague when the person is protected); and every row of a delprojekt that the user may see as a
whole, unless the person is protected. A read access opens a case that is not protected, and an
emergency opening, which lasts three hours, a protected one: as an assignment does, to be read.
"""

from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Any, ClassVar, Self
from uuid import UUID

from django.apps import apps
from django.db import connection
from django.db.models import Exists, IntegerChoices, OuterRef, Q, QuerySet, Value

from mia.access.querysets import AuditedQuerySet
from mia.access.roles import Permission
from mia.organisation.delprojekt.models import active_on

if TYPE_CHECKING:
    from mia.organisation.staff.models import Staff
    from participants.enrolments.models import Enrolment


# An emergency opening is for reading, and for logging the contact; nothing else is changed.
EMERGENCY_PERMISSIONS = {Permission.READ_NOTES, Permission.LOG_CONTACT}
# Who has handed a case over, or gives advice about it, reads.
READING_PERMISSIONS = {Permission.READ_NOTES}


class Opened(IntegerChoices):
    """What opens an enrolment for a user."""

    ASSIGNED = 0
    IN_EMERGENCY = 1
    TO_READ = 2


def assigned_enrolments(user: "Staff") -> frozenset[UUID]:
    """Return the enrolments that the user, the user's team, or an absent colleague whose substitute
    the user is, is assigned to today, and those that the user reads or has opened in an emergency.

    Read once for each user object, which lives as long as its request (mia.organisation.request).
    """
    if user.assigned_enrolments_today is None:
        opened = _read_assigned_enrolments(user)
        assigned, in_emergency = opened[Opened.ASSIGNED], opened[Opened.IN_EMERGENCY]
        user.emergencies_today = frozenset(in_emergency - assigned)
        user.readings_today = frozenset(opened[Opened.TO_READ] - assigned - in_emergency)
        user.assigned_enrolments_today = frozenset(chain.from_iterable(opened.values()))
    return user.assigned_enrolments_today


def responsible_enrolments(user: "Staff", today: date) -> "QuerySet[Any]":
    """Return the keys of the enrolments that the user is assigned to, or works with instead of an
    absent colleague; not by way of a team.
    """
    assignments = apps.get_model("participants", "Assignment").objects.active(today)
    own: QuerySet[Any] = assignments.filter(staff=user).values("enrolment")
    return own.union(_assignments_of_absent(user).values("enrolment"))


def is_assigned(user: "Staff", enrolment: UUID) -> bool:
    """Tell whether the enrolment is one of those."""
    return enrolment in assigned_enrolments(user)


def is_open_in_emergency(user: "Staff", enrolment: UUID) -> bool:
    """Tell whether the user sees the enrolment by an emergency opening only."""
    return is_assigned(user, enrolment) and enrolment in user.emergencies_today


def is_open_to_read(user: "Staff", enrolment: UUID) -> bool:
    """Tell whether a read access is all that opens the enrolment, a leading role apart."""
    return is_assigned(user, enrolment) and enrolment in user.readings_today


def forget_assignments(user: "Staff") -> None:
    """Let the next question be read anew: the assignments have just changed."""
    user.assigned_enrolments_today = None


def whole_delprojekt(user: "Staff") -> frozenset[int]:
    """Return the delprojekt that the user sees as a whole, protected persons apart."""
    return user.scope.delprojekt_with(Permission.SEE_DELPROJEKT)


def _read_assigned_enrolments(user: "Staff") -> dict[int, set[UUID]]:
    """What is open for the user today, by how (`Opened`). One statement."""
    opened: dict[int, set[UUID]] = {how: set() for how in Opened}
    delprojekt = user.scope.delprojekt_with(Permission.SEE_ASSIGNED)
    if not delprojekt:
        return opened
    ways = {
        Opened.ASSIGNED: _assignments_of_team(user),
        Opened.IN_EMERGENCY: _emergencies_of(user),
        Opened.TO_READ: _readings_of(user),
    }
    parts = []
    for how, rows in ways.items():
        part = rows.filter(delprojekt__in=delprojekt).annotate(how=Value(how.value))
        parts.append(part.values_list("enrolment_id", "how"))
    covered = _assignments_of_absent(user).filter(delprojekt__in=delprojekt)
    covered = covered.annotate(how=Value(Opened.ASSIGNED.value))
    parts.append(covered.values_list("enrolment_id", "how"))
    first, *others = parts
    for enrolment, how in first.union(*others):
        opened[how].add(enrolment)
    return opened


def _assignments_of_team(user: "Staff") -> "QuerySet[Any]":
    """The user's own, and those of the user's team but for protected persons."""
    today = user.scope.today
    assignments: QuerySet[Any] = apps.get_model("participants", "Assignment").objects.active(today)
    if not user.scope.teams:
        return assignments.filter(staff=user)
    memberships = apps.get_model("organisation", "Membership").objects.active(today)
    colleagues = memberships.filter(Q(staff=user) | Q(team__in=user.scope.teams))
    return assignments.filter(
        Q(staff=user) | Q(is_protected=False), staff__in=colleagues.values("staff")
    )


def _assignments_of_absent(user: "Staff") -> "QuerySet[Any]":
    """Those of colleagues who are absent from the delprojekt today with the user as substitute."""
    today = user.scope.today
    absences = apps.get_model("organisation", "Absence").objects.active(today)
    covered = absences.filter(
        substitute=user, staff=OuterRef("staff"), delprojekt=OuterRef("delprojekt")
    )
    assignments: QuerySet[Any] = apps.get_model("participants", "Assignment").objects.active(today)
    return assignments.filter(Exists(covered), is_protected=False)


def _emergencies_of(user: "Staff") -> "QuerySet[Any]":
    openings: QuerySet[Any] = apps.get_model("participants", "EmergencyOpening").objects.running()
    return openings.filter(staff=user)


def _readings_of(user: "Staff") -> "QuerySet[Any]":
    accesses = apps.get_model("participants", "ReadAccess").objects.active(user.scope.today)
    readings: QuerySet[Any] = accesses.filter(staff=user, is_protected=False)
    return readings


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
    if is_open_to_read(user, enrolment.pk):
        return permission in READING_PERMISSIONS
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
