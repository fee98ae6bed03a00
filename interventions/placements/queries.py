"""Reads of placements: those of a case, those at a host, and hours a week by date."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from interventions.hosts.models import Agreement, Host
from interventions.hosts.queries import PlacesUsed, places_used_in
from interventions.placements.models import HoursStep, Placement, PlacementPlan
from mia.access.roles import Permission
from mia.core.period import Period
from mia.organisation.staff.models import Staff
from participants.enrolments.models import Enrolment


@dataclass
class PlacementRow:
    """A placement with its steps, and its plan for those who may read it."""

    placement: Placement
    today: date
    steps: list[HoursStep] = field(default_factory=list)
    plan: PlacementPlan | None = None

    @property
    def current(self) -> HoursStep | None:
        """The step that holds today, or on the last day of a placement that has ended."""
        day = self.today
        if self.placement.ended_on is not None:
            day = min(day, self.placement.ended_on)
        return step_on(self.steps, day)

    @property
    def coming(self) -> list[HoursStep]:
        """The steps that take effect later."""
        return [step for step in self.steps if step.started_on > self.today]

    @property
    def is_running(self) -> bool:
        return self.placement.is_running(self.today)


def step_on(steps: list[HoursStep], day: date) -> HoursStep | None:
    """The last step that has begun; `steps` are in order."""
    current = None
    for step in steps:
        if step.started_on <= day:
            current = step
    return current


def list_placements(user: Staff, enrolment: Enrolment, today: date) -> list[PlacementRow]:
    """Every placement of the enrolment, those that go on first. Three statements."""
    rows: dict[UUID, PlacementRow] = {}
    placements = Placement.objects.visible_in(user, enrolment)
    for placement in placements.select_related("host", "agreement", "branch").in_order():
        rows[placement.pk] = PlacementRow(placement, today)
    for step in HoursStep.objects.visible_in(user, enrolment).in_order():
        rows[step.placement_id].steps.append(step)
    for plan in PlacementPlan.objects.visible_in(user, enrolment):
        rows[plan.placement_id].plan = plan
    return list(rows.values())


def load_placement(user: Staff, placement: Placement, today: date) -> PlacementRow:
    """One placement with its steps and its plan. Two statements."""
    row = PlacementRow(placement, today)
    row.steps += HoursStep.objects.visible_to(user).filter(placement=placement).in_order()
    row.plan = PlacementPlan.objects.visible_to(user).filter(placement=placement).first()
    return row


def placed_at(user: Staff, host: Host, first: date, last: date) -> QuerySet[Placement]:
    """Placements at a host on some day of the period whose attendance the user may enter, by family
    name. Who is fetched is recorded as viewed.
    """
    overlaps = Q(ended_on=None) | Q(ended_on__gte=first)
    rows = Placement.objects.worked_with(user, Permission.LOG_CONTACT, in_emergency=False)
    placed = rows.filter(overlaps, host=host, started_on__lte=last)
    people = placed.select_related("enrolment__participant", "enrolment__delprojekt", "host")
    return people.order_by("enrolment__participant__family_name", "started_on", "pk")


@dataclass(frozen=True)
class PlacedByAgreement:
    """Placements by an agreement in a month that the user sees, and how many participants more had
    a place.
    """

    placements: list[Placement]
    unseen: int


def list_placed_by(user: Staff, agreement: Agreement, month: Period) -> PlacedByAgreement:
    """By family name. Two statements."""
    first = max(month.first_on, agreement.started_on)
    last = min(month.last_on, agreement.ended_on)
    overlaps = Q(ended_on=None) | Q(ended_on__gte=first)
    rows = Placement.objects.visible_to(user).filter(
        overlaps, agreement=agreement, started_on__lte=last
    )
    people = rows.select_related("enrolment__participant", "host")
    placements = list(people.order_by("enrolment__participant__family_name", "started_on", "pk"))
    used = places_used_in([month], [agreement])[month.first_on].get(agreement.pk, PlacesUsed())
    visible = {placement.enrolment_id for placement in placements}
    return PlacedByAgreement(placements, max(used.participants - len(visible), 0))


def agreements_to_choose(enrolment: Enrolment, today: date) -> list[Agreement]:
    """Those of the enrolment's delprojekt that have not ended long ago, by host."""
    since = min(today, enrolment.started_on)
    rows = Agreement.objects.filter(delprojekt=enrolment.delprojekt_id, ended_on__gte=since)
    return list(rows.select_related("host").order_by("host__name", "-started_on"))


def runs_in_month(month: date) -> Q:
    """The condition that a placement runs on some day of the month of that day."""
    first = month.replace(day=1)
    last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    return Q(started_on__lte=last) & (Q(ended_on=None) | Q(ended_on__gte=first))
