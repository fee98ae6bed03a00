"""Reads of methods given, their phases, and the staff who may give them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import zip_longest
from typing import NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from interventions.methods.models import MethodWork, Phase, PhaseChange
from mia.access.roles import Permission, roles_with
from mia.organisation.memberships.models import Membership
from mia.organisation.staff.models import Staff
from participants.enrolments.models import Enrolment


def colleagues(delprojekt_id: int, today: date, *others: int | None) -> QuerySet[Staff]:
    """Staff who work with participants in the delprojekt today, by name.

    `others` are keys of staff who are offered too, for example someone who has left.
    """
    roles = roles_with(Permission.LOG_CONTACT)
    memberships = Membership.objects.active(today).filter(
        staff=OuterRef("pk"), role__in=roles, delprojekt=delprojekt_id
    )
    works_here = Q(Exists(memberships), is_active=True)
    other_keys = [pk for pk in others if pk is not None]
    is_other = Q(pk__in=other_keys)
    return Staff.objects.filter(works_here | is_other).order_by("name", "pk")


def list_methods(user: Staff, enrolment: Enrolment) -> list[MethodWork]:
    """Every method of the enrolment with its staff, those that run first."""
    rows = MethodWork.objects.visible_in(user, enrolment)
    return list(rows.select_related("staff").in_order())


def default_method(user: Staff, enrolment: Enrolment, day: date) -> str | None:
    """The method to propose for a contact on the day: that of `user`, else the only one."""
    running = MethodWork.objects.visible_in(user, enrolment).active(day)
    methods = list(running.order_by("-started_on", "method").values_list("method", "staff"))
    for method, staff in methods:
        if staff == user.pk:
            return str(method)
    if len(methods) == 1:
        only_method, _staff = methods[0]
        return str(only_method)
    return None


@dataclass(frozen=True)
class PhaseStay:
    """The days that a method work was in a phase; `last_on` is inclusive, None while it goes on.

    `days` counts both. `is_step_back` is set when the phase stands before the former one.
    """

    change: PhaseChange
    last_on: date | None
    days: int
    is_step_back: bool

    @property
    def phase(self) -> Phase:
        return self.change.phase


@dataclass(frozen=True)
class PhaseStep:
    """A phase of the method and whether the work is in it, has been in it or has not."""

    phase: Phase
    is_current: bool
    is_entered: bool


class WorkInPhase(NamedTuple):
    """A method work and the phase that it entered last; None when it has entered none."""

    work: MethodWork
    phase: PhaseChange | None


def list_with_phase(user: Staff, enrolment: Enrolment) -> list[WorkInPhase]:
    """Return every method of the enrolment with its last phase. Two statements."""
    works = list_methods(user, enrolment)
    changes = list_changes(user, works)
    rows = []
    for work in works:
        entered = changes[work.pk]
        rows.append(WorkInPhase(work, entered[-1] if entered else None))
    return rows


def list_changes(user: Staff, works: list[MethodWork]) -> dict[UUID, list[PhaseChange]]:
    """Return the standing changes of phase by the key of the work, the first day first.

    One statement.
    """
    changes: dict[UUID, list[PhaseChange]] = defaultdict(list)
    rows = PhaseChange.objects.visible_to(user).filter(work__in=works).standing()
    for change in rows.select_related("phase", "registered_by"):
        changes[change.work_id].append(change)
    return changes


def with_phases(changes: Iterable[PhaseChange]) -> list[PhaseChange]:
    """Return the changes with their phases, by one statement when there is a change."""
    rows = list(changes)
    phases = Phase.objects.in_bulk({change.phase_id for change in rows}) if rows else {}
    for change in rows:
        change.phase = phases[change.phase_id]
    return rows


def list_withdrawn(user: Staff, work: MethodWork) -> list[PhaseChange]:
    """Return the changes that were withdrawn, the first day first."""
    rows = PhaseChange.objects.visible_to(user).filter(work=work, withdrawn_at__isnull=False)
    return list(rows.select_related("phase", "withdrawn_by").order_by("changed_on", "pk"))


def phase_stays(work: MethodWork, changes: list[PhaseChange], today: date) -> list[PhaseStay]:
    """Return how long the work was in each phase, the first first, from its changes in order.

    A phase ends the day before the next one begins, the last one with the method.
    """
    stays = []
    former: PhaseChange | None = None
    for change, following in zip_longest(changes, changes[1:]):
        last_on = work.ended_on
        if following is not None:
            last_on = following.changed_on - timedelta(days=1)
        until = today if last_on is None else min(last_on, today)
        days = max((until - change.changed_on).days + 1, 0)
        is_step_back = former is not None and is_before(change.phase, former.phase)
        stays.append(PhaseStay(change, last_on, days, is_step_back))
        former = change
    return stays


def is_before(phase: Phase, other: Phase) -> bool:
    """Whether a phase stands before another one of the same version."""
    return phase.version == other.version and phase.position < other.position


def phase_steps(phases: list[Phase], changes: list[PhaseChange]) -> list[PhaseStep]:
    """Return every phase that is offered, in order, each with what has become of it."""
    entered = {change.phase_id for change in changes}
    current = changes[-1].phase_id if changes else None
    return [PhaseStep(phase, phase.pk == current, phase.pk in entered) for phase in phases]


def list_phases(work: MethodWork, changes: list[PhaseChange], today: date) -> list[Phase]:
    """Return the phases that the work may enter, in order: those of the version that it is in, or
    of the method's latest when it has entered none.

    One statement.
    """
    in_use = list(Phase.objects.current(today).filter(method=work.method))
    if not in_use:
        return []
    version = max(phase.version for phase in in_use)
    if changes:
        version = changes[-1].phase.version
    return [phase for phase in in_use if phase.version == version]
