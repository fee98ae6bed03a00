"""The first wall: which rows a user sees. The second wall, in the database, says the same (migration 0002).

One rule: a row is seen by those who may see its whole delprojekt, unless the person is protected; and by those who
answer for it, or whose team does (never the team when the person is protected).
"""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, Self
from uuid import UUID

from django.apps import apps
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Lookup, Q, UUIDField
from django.db.models.sql.compiler import SQLCompiler

from mia.audit.door import DoorQuerySet
from mia.organisation.roles import Permission

if TYPE_CHECKING:
    from mia.organisation.models import Staff


@UUIDField.register_lookup
class AnyOf(Lookup):
    """`pk__any=keys`: one parameter however many keys, where `__in` writes and compares them one by one."""

    lookup_name = "any"
    prepare_rhs = False

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, Any]:
        column, parameters = self.process_lhs(compiler, connection)
        return f"{column} = ANY (%s::uuid[])", [*parameters, array(self.rhs)]


# As AssignmentQuerySet.active and PeriodQuerySet.active. The crew comes first: the index of assignments is by staff.
_ANSWERED_FOR = """
SELECT enrolment_id FROM participants_assignment
WHERE delprojekt_id = ANY (%(own)s) AND (staff_id = %(user)s OR NOT is_protected)
  AND started_on <= %(today)s AND (ended_on IS NULL OR ended_on >= %(today)s)
  AND staff_id IN (SELECT staff_id FROM organisation_membership WHERE (staff_id = %(user)s OR team_id = ANY (%(teams)s))
                   AND started_on <= %(today)s AND (ended_on IS NULL OR ended_on >= %(today)s))
"""


def answered_for(user: "Staff") -> list[UUID]:
    """Enrolments that the user, or the user's team, answers for today. One statement per request."""
    if not hasattr(user, "_answered_for"):
        asked, found = _asked(user), []
        if asked["own"]:
            with connection.cursor() as cursor:
                cursor.execute(_ANSWERED_FOR, asked)
                found = [row[0] for row in cursor.fetchall()]
        user._answered_for = found  # type: ignore[attr-defined] # kept with the user of this request
    return user._answered_for  # type: ignore[attr-defined] # set above


def answers_for(user: "Staff", enrolment: UUID) -> bool:
    """Is it one of them? Known without asking when a door has just opened it."""
    said: dict[UUID, bool] = getattr(user, "_answers", {})
    return said[enrolment] if enrolment in said else enrolment in answered_for(user)


def remember_answer(user: "Staff", enrolment: UUID, answers: bool) -> None:
    """What `answers_for` says from now on."""
    user._answers = getattr(user, "_answers", {}) | {enrolment: answers}  # type: ignore[attr-defined] # as above


def forget_answers(user: "Staff") -> None:
    """After a change of who answers for whom, the next question is asked anew."""
    for kept in ("_answered_for", "_answers"):
        if hasattr(user, kept):
            delattr(user, kept)


def _asked(user: "Staff") -> dict[str, Any]:
    scope = user.scope
    own = scope.delprojekt_with(Permission.SEE_ASSIGNED)
    return {"own": list(own), "user": user.pk, "today": scope.today, "teams": list(scope.teams)}


def first_wall(user: "Staff", enrolment: str) -> tuple[str, dict[str, Any]]:
    """`EnrolmentQuerySet.visible_to` for a statement that is written by hand: its condition and its parameters.

    `enrolment` is what the statement calls participants_enrolment. What the statement hands out, its reader notes.
    """
    wide = user.scope.delprojekt_with(Permission.SEE_DELPROJEKT)
    known = {"answered_for": array(answered_for(user)), "wide": list(wide)}
    return _either(f"{enrolment}.id = ANY (%(answered_for)s::uuid[])", enrolment, wide), known


def first_wall_of_one(user: "Staff", enrolment: str) -> tuple[str, str, dict[str, Any]]:
    """As `first_wall`, for a statement about the enrolment `%(pk)s` that begins WITH the first text.

    `EXISTS (TABLE mine)` is then what `answers_for` would say, for `remember_answer`.
    """
    wide = user.scope.delprojekt_with(Permission.SEE_DELPROJEKT)
    mine = f"mine AS MATERIALIZED ({_ANSWERED_FOR} AND enrolment_id = %(pk)s)"
    return mine, _either("EXISTS (TABLE mine)", enrolment, wide), _asked(user) | {"wide": list(wide)}


def _either(mine: str, enrolment: str, wide: frozenset[int]) -> str:
    whole = f"{enrolment}.delprojekt_id = ANY (%(wide)s) AND NOT {enrolment}.is_protected"
    return f"({mine} OR {whole})" if wide else mine


def array(keys: Iterable[UUID]) -> str:
    """One parameter, however many keys."""
    return "{" + ",".join(map(str, keys)) + "}"


# The order of a Swedish name list: Å, Ä, Ö last (as in the old 7-bit code), accents on their letters. The database
# compares by code point, which puts Ä before Å; so no collation has to be installed.
SWEDISH = "translate(upper({}), 'ÅÄÖÉÈËÁÀÜ', '[\\]EEEAAY')"


class ScopedQuerySet(DoorQuerySet):
    """Rows that carry delprojekt, is_protected and enrolment: the rule in one body."""

    enrolment_field = "enrolment__pk"

    def visible_to(self, user: "Staff") -> Self:
        """Rows that `user` may see, and the read noted in the trail."""
        wide = user.scope.delprojekt_with(Permission.SEE_DELPROJEKT)
        rule = Q(**{f"{self.enrolment_field}__any": answered_for(user)})
        if wide:
            rule |= Q(delprojekt__in=wide, is_protected=False)
        return self.filter(rule).through_door()


class EnrolmentQuerySet(ScopedQuerySet):
    enrolment_field = "pk"


class AssignmentQuerySet(ScopedQuerySet):
    def active(self, today: date) -> Self:
        return self.filter(Q(ended_on=None) | Q(ended_on__gte=today), started_on__lte=today)


class ParticipantQuerySet(DoorQuerySet):
    def visible_to(self, user: "Staff") -> Self:
        """Persons with at least one enrolment that the user sees."""
        enrolments = apps.get_model("participants", "Enrolment").objects.visible_to(user)
        return self.filter(pk__in=enrolments.values("participant_id")).through_door()


class PersonalNumberQuerySet(DoorQuerySet):
    def visible_to(self, user: "Staff") -> Self:
        enrolments = apps.get_model("participants", "Enrolment").objects.visible_to(user)
        return self.filter(participant__in=enrolments.values("participant_id")).through_door()

    def current(self) -> Self:
        return self.filter(replaced_on=None)
