"""The visibility filter: which rows a user sees. Row-level security in the database says the same.

One rule. A user sees a row whose enrolment the user, a member of the user's team, or an absent
colleague whose substitute the user is, is assigned to today (never by way of the team or the absent
colleague when the person is protected); and every row of a delprojekt that the user may see as a
whole, unless the person is protected. A read access opens a case that is not protected, and an
emergency opening, which lasts three hours, a protected one: as an assignment does, to be read.
"""

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, Self
from uuid import UUID

from django.db import connection
from django.db.models import IntegerChoices, Q

from mia.access.querysets import AuditedQuerySet
from mia.access.roles import Permission
from mia.core import sql
from mia.organisation.delprojekt.models import active_on

if TYPE_CHECKING:
    from mia.organisation.staff.models import Staff
    from participants.enrolments.models import Enrolment


# An emergency opening is for reading, and for logging the contact; nothing else is changed.
EMERGENCY_PERMISSIONS = {Permission.READ_NOTES, Permission.LOG_CONTACT}
# Who has handed a case over, or gives advice about it, reads.
READING_PERMISSIONS = {Permission.READ_NOTES}


class Opened(IntegerChoices):
    """What opens an enrolment for a user, as sql/opened_enrolments.sql numbers it."""

    RESPONSIBLE = 0
    BY_TEAM = 1
    IN_EMERGENCY = 2
    TO_READ = 3


class OpenedEnrolments(NamedTuple):
    """The enrolments that are open for a user today, by what opens them and nothing stronger.

    `responsible` are those that the user is assigned to, or works with instead of an absent
    colleague: also where the user's role opens no assigned cases.
    """

    every: frozenset[UUID]
    responsible: frozenset[UUID]
    in_emergency: frozenset[UUID]
    to_read: frozenset[UUID]


def assigned_enrolments(user: "Staff") -> frozenset[UUID]:
    """Return the enrolments that the user, the user's team, or an absent colleague whose substitute
    the user is, is assigned to today, and those that the user reads or has opened in an emergency.
    """
    if not user.scope.delprojekt_with(Permission.SEE_ASSIGNED):
        return frozenset()
    return _opened_today(user).every


def responsible_enrolments(user: "Staff") -> frozenset[UUID]:
    """Return the enrolments that the user is assigned to today, or works with instead of an absent
    colleague; not by way of a team. The user may not see them all.
    """
    return _opened_today(user).responsible


def is_assigned(user: "Staff", enrolment: UUID) -> bool:
    """Tell whether the enrolment is one of those."""
    return enrolment in assigned_enrolments(user)


def is_open_in_emergency(user: "Staff", enrolment: UUID) -> bool:
    """Tell whether the user sees the enrolment by an emergency opening only."""
    return is_assigned(user, enrolment) and enrolment in _opened_today(user).in_emergency


def is_open_to_read(user: "Staff", enrolment: UUID) -> bool:
    """Tell whether a read access is all that opens the enrolment, a leading role apart."""
    return is_assigned(user, enrolment) and enrolment in _opened_today(user).to_read


def forget_assignments(user: "Staff") -> None:
    """Let the next question be read anew: the assignments have just changed."""
    user.opened_today = None


def whole_delprojekt(user: "Staff") -> frozenset[int]:
    """Return the delprojekt that the user sees as a whole, protected persons apart."""
    return user.scope.delprojekt_with(Permission.SEE_DELPROJEKT)


def _opened_today(user: "Staff") -> OpenedEnrolments:
    """What is open for the user. One statement for each user object, which lives as long as its
    request (mia.organisation.request).
    """
    if user.opened_today is None:
        user.opened_today = _read_opened(user)
    opened: OpenedEnrolments = user.opened_today
    return opened


def _read_opened(user: "Staff") -> OpenedEnrolments:
    params: dict[str, Any] = {
        "staff": user.pk,
        "today": user.scope.today,
        "delprojekt": list(user.scope.delprojekt_with(Permission.SEE_ASSIGNED)),
        "teams": list(user.scope.teams),
    }
    responsible = set()
    opened: dict[int, set[UUID]] = {how: set() for how in Opened}
    with connection.cursor() as cursor:
        cursor.execute(sql.load("participants", "opened_enrolments.sql"), params)
        for enrolment, how, is_open in cursor:
            if how == Opened.RESPONSIBLE:
                responsible.add(enrolment)
            if is_open:
                opened[how].add(enrolment)
    assigned = opened[Opened.RESPONSIBLE] | opened[Opened.BY_TEAM]
    in_emergency = opened[Opened.IN_EMERGENCY] - assigned
    to_read = opened[Opened.TO_READ] - assigned - in_emergency
    return OpenedEnrolments(
        every=frozenset(assigned | in_emergency | to_read),
        responsible=frozenset(responsible),
        in_emergency=frozenset(in_emergency),
        to_read=frozenset(to_read),
    )


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


def _worked_with(user: "Staff", permission: Permission, *, in_emergency: bool) -> frozenset[UUID]:
    """Return the enrolments that are open for the user strongly enough for the permission."""
    opened = _opened_today(user)
    enrolments = assigned_enrolments(user)
    if permission not in READING_PERMISSIONS:
        enrolments -= opened.to_read
    if permission not in EMERGENCY_PERMISSIONS or not in_emergency:
        enrolments -= opened.in_emergency
    return enrolments


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
        is_assigned_to = Q(**{f"{self.enrolment_field}__among": assigned_enrolments(user)})
        whole = whole_delprojekt(user)
        if self.permission is not None:
            is_assigned_to &= Q(delprojekt__in=user.scope.delprojekt_with(self.permission))
            whole = user.scope.whole_delprojekt_with(self.permission)
        if not whole:
            return self.filter(is_assigned_to).audited()
        is_in_whole = Q(delprojekt__in=whole, is_protected=False)
        return self.filter(is_assigned_to | is_in_whole).audited()

    def worked_with(
        self, user: "Staff", permission: Permission, *, in_emergency: bool = True
    ) -> Self:
        """Return the rows of those cases for which works_with gives the permission: nobody else is
        fetched, nor recorded as viewed. Without `in_emergency`, not of a case opened in one.
        """
        enrolments = _worked_with(user, permission, in_emergency=in_emergency)
        is_mine = Q(**{f"{self.enrolment_field}__among": enrolments})
        is_mine &= Q(delprojekt__in=user.scope.delprojekt_with(permission))
        led_delprojekt = user.scope.whole_delprojekt_with(permission)
        is_led = Q(delprojekt__in=led_delprojekt, is_protected=False)
        return self.filter(is_mine | is_led).audited()

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
