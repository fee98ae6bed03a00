"""The visibility filter: which rows a user sees. Row-level security in the database says the same.

One rule: a row is seen by those who may see its whole delprojekt, unless the person is protected;
and by those who are assigned to it, or whose team is (never the team when the person is protected).
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self
from uuid import UUID

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Lookup, Q, UUIDField
from django.db.models.sql.compiler import SQLCompiler

from mia.access.querysets import AuditedQuerySet
from mia.access.roles import Permission

if TYPE_CHECKING:
    from mia.organisation.staff.models import Staff


@UUIDField.register_lookup
class AnyOf(Lookup):
    """`pk__any=keys`: one parameter however many keys, where `__in` writes and compares them one by
    one.
    """

    lookup_name = "any"
    prepare_rhs = False

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, Any]:
        column, parameters = self.process_lhs(compiler, connection)
        return f"{column} = ANY (%s::uuid[])", [*parameters, array(self.rhs)]


# As AssignmentQuerySet.active and PeriodQuerySet.active. The crew comes first: the index of
# assignments is by staff.
_ASSIGNED = """
SELECT enrolment_id FROM participants_assignment
WHERE delprojekt_id = ANY (%(own)s) AND (staff_id = %(user)s OR NOT is_protected)
  AND started_on <= %(today)s AND (ended_on IS NULL OR ended_on >= %(today)s)
  AND staff_id IN (SELECT staff_id FROM organisation_membership WHERE (staff_id = %(user)s OR team_id = ANY (%(teams)s))
                   AND started_on <= %(today)s AND (ended_on IS NULL OR ended_on >= %(today)s))
"""


def assigned_enrolments(user: "Staff") -> list[UUID]:
    """Enrolments that the user, or the user's team, answers for today. One statement per request."""
    if not hasattr(user, "_assigned_enrolments"):
        asked, found = _asked(user), []
        if asked["own"]:
            with connection.cursor() as cursor:
                cursor.execute(_ASSIGNED, asked)
                found = [row[0] for row in cursor.fetchall()]
        user._assigned_enrolments = found  # type: ignore[attr-defined] # kept with the user of this request
    return user._assigned_enrolments  # type: ignore[attr-defined] # set above


def is_assigned(user: "Staff", enrolment: UUID) -> bool:
    """Is it one of them? Known without asking when a door has just opened it."""
    said: dict[UUID, bool] = getattr(user, "_is_assigned", {})
    return said[enrolment] if enrolment in said else enrolment in assigned_enrolments(user)


def remember_assignment(user: "Staff", enrolment: UUID, answers: bool) -> None:
    """What `is_assigned` says from now on."""
    user._is_assigned = getattr(user, "_is_assigned", {}) | {enrolment: answers}  # type: ignore[attr-defined] # as above


def forget_assignments(user: "Staff") -> None:
    """After a change of who answers for whom, the next question is asked anew."""
    for kept in ("_assigned_enrolments", "_is_assigned"):
        if hasattr(user, kept):
            delattr(user, kept)


def _asked(user: "Staff") -> dict[str, Any]:
    scope = user.scope
    own = scope.delprojekt_with(Permission.SEE_ASSIGNED)
    return {"own": list(own), "user": user.pk, "today": scope.today, "teams": list(scope.teams)}


def visibility_filter(user: "Staff", enrolment: str) -> tuple[str, dict[str, Any]]:
    """`EnrolmentQuerySet.visible_to` for a statement that is written by hand: its condition and its
    parameters.

    `enrolment` is what the statement calls participants_enrolment. What the statement hands out,
    its reader notes.
    """
    wide = user.scope.delprojekt_with(Permission.SEE_DELPROJEKT)
    known = {"assigned_enrolments": array(assigned_enrolments(user)), "wide": list(wide)}
    return _either(
        f"{enrolment}.id = ANY (%(assigned_enrolments)s::uuid[])", enrolment, wide
    ), known


def visibility_filter_of_one(user: "Staff", enrolment: str) -> tuple[str, str, dict[str, Any]]:
    """As `visibility_filter`, for a statement about the enrolment `%(pk)s` that begins WITH the
    first text.

    `EXISTS (TABLE mine)` is then what `is_assigned` would say, for `remember_assignment`.
    """
    wide = user.scope.delprojekt_with(Permission.SEE_DELPROJEKT)
    mine = f"mine AS MATERIALIZED ({_ASSIGNED} AND enrolment_id = %(pk)s)"
    return (
        mine,
        _either("EXISTS (TABLE mine)", enrolment, wide),
        _asked(user) | {"wide": list(wide)},
    )


def _either(mine: str, enrolment: str, wide: frozenset[int]) -> str:
    whole = f"{enrolment}.delprojekt_id = ANY (%(wide)s) AND NOT {enrolment}.is_protected"
    return f"({mine} OR {whole})" if wide else mine


def array(keys: Iterable[UUID]) -> str:
    """One parameter, however many keys."""
    return "{" + ",".join(map(str, keys)) + "}"


class ScopedQuerySet(AuditedQuerySet):
    """Rows that carry delprojekt, is_protected and enrolment: the rule in one body."""

    enrolment_field = "enrolment__pk"

    def visible_to(self, user: "Staff") -> Self:
        """Rows that `user` may see, and the read noted in the trail."""
        wide = user.scope.delprojekt_with(Permission.SEE_DELPROJEKT)
        rule = Q(**{f"{self.enrolment_field}__any": assigned_enrolments(user)})
        if wide:
            rule |= Q(delprojekt__in=wide, is_protected=False)
        return self.filter(rule).audited()
