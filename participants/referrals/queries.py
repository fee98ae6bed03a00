"""The inbox of referrals: those that one handles, with how long they have waited."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet, Value

from mia.access.roles import Permission
from mia.core import personnummer
from mia.core.personnummer import Identity
from mia.organisation.staff.models import Staff
from participants.codes.models import PriorityRule
from participants.people.enums import IdentityKind, Protection
from participants.referrals.enums import ReferralState
from participants.referrals.models import Referral, ReferralStep

PAGE_SIZE = 50
NOBODY = Q(pk__in=[])


@dataclass(frozen=True)
class ReferralSelection:
    """What the inbox shows.

    `state` is "oppna", "alla" or one state; `delprojekt` a key, or None for all; `days` how many
    they have waited at least.
    """

    state: str = "oppna"
    delprojekt: int | None = None
    days: int = 0
    page: int = 1

    @property
    def first(self) -> int:
        """The number of rows before the page."""
        return (self.page - 1) * PAGE_SIZE


class ReferralRow(NamedTuple):
    """A referral as the inbox shows it; `name` is an alias for a protected person."""

    pk: UUID
    name: str
    is_alias: bool
    delprojekt: str
    referrer: str
    received_on: date
    state: str
    is_open: bool
    is_priority: bool
    days_waited: int
    days_in_step: int

    def get_absolute_url(self) -> str:
        return f"/remisser/{self.pk}/"


class CountedStep(NamedTuple):
    """A step of a referral, and how many days it lasted; None for the step that it is in."""

    step: ReferralStep
    days: int | None


def inbox(user: Staff, selection: ReferralSelection, today: date) -> tuple[list[ReferralRow], bool]:
    """Return one page of the inbox, and whether there is a next one.

    The queue stands in the order of its delprojekt's rules, everything else with those who have
    waited longest first.
    """
    order = ["received_on", "pk"]
    if selection.state == ReferralState.QUEUED:
        order = ["-is_priority", *order]
    referrals = selected_referrals(user, selection, today).order_by(*order)
    one_past_page = selection.first + PAGE_SIZE + 1
    page = list(referrals[selection.first : one_past_page])
    rows = [row_of(referral, user, today) for referral in page[:PAGE_SIZE]]
    return rows, len(page) > PAGE_SIZE


def selected_referrals(
    user: Staff, selection: ReferralSelection, today: date
) -> QuerySet[Referral]:
    """Return the referrals of the selection that the user handles, with `is_priority`."""
    handled = user.scope.delprojekt_with(Permission.REGISTER)
    referrals = Referral.objects.visible_to(user).filter(delprojekt__in=handled)
    if selection.delprojekt is not None:
        referrals = referrals.filter(delprojekt=selection.delprojekt)
    if selection.state == "oppna":
        referrals = referrals.undecided()
    elif selection.state != "alla":
        referrals = referrals.filter(state=selection.state)
    if selection.days:
        latest = today - timedelta(days=selection.days)
        referrals = referrals.filter(received_on__lte=latest)
    condition = comes_first(handled, today)
    is_priority = ExpressionWrapper(condition, output_field=BooleanField())
    with_priority = referrals.annotate(is_priority=is_priority)
    selected: QuerySet[Referral] = with_priority.select_related("delprojekt", "referrer")
    return selected


def row_of(referral: Referral, user: Staff, today: date) -> ReferralRow:
    is_alias = has_alias(user, referral)
    return ReferralRow(
        pk=referral.pk,
        name=referral.alias if is_alias else str(referral),
        is_alias=is_alias,
        delprojekt=referral.delprojekt.name,
        referrer=str(referral.referrer),
        received_on=referral.received_on,
        state=referral.state,
        is_open=referral.is_open,
        is_priority=referral.is_open and referral.is_priority,
        days_waited=referral.days_waited(today),
        days_in_step=referral.days_in_step(today),
    )


def has_alias(user: Staff, referral: Referral) -> bool:
    """Tell whether lists and titles say the alias instead of the name.

    Who wrote a protected person's number down without knowing that it is one sees the name that
    was typed, as for any number.
    """
    if referral.protection != Protection.NONE:
        return True
    decides = user.may(Permission.DECIDE_PROTECTED, referral.delprojekt_id)
    return referral.is_protected and decides


def comes_first(delprojekt: Collection[int], today: date) -> Q:
    """Return the condition on a referral that a rule of its delprojekt puts it first today."""
    condition = NOBODY
    rules = PriorityRule.objects.active(today).filter(delprojekt__in=delprojekt)
    for rule in rules:
        condition |= holds_for(rule, today)
    return condition


def holds_for(rule: PriorityRule, today: date) -> Q:
    """Return the condition of one rule. A birth date that is not known is nobody's priority."""
    latest_birth = years_before(today, rule.min_age)
    too_early_birth = years_before(today, rule.max_age + 1)
    # Never NULL: the queue is ordered by it, and NULL would come first.
    condition = Q(
        delprojekt=rule.delprojekt_id,
        birth_date__lte=latest_birth,
        birth_date__gt=too_early_birth,
        birth_date__isnull=False,
    )
    if rule.needs_children:
        condition &= Q(has_children__isnull=False, has_children=Value(True))
    return condition


def years_before(day: date, years: int) -> date:
    """Return the same day so many years before; 28 February where there is no 29th."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return date(day.year - years, 2, 28)


def identity_of(referral: Referral) -> Identity:
    """Return the number as it was parsed when the referral was registered."""
    kind = None
    if referral.number_kind == IdentityKind.TEMPORARY:
        kind = "TF"
    return personnummer.parse(referral.number, kind=kind, today=referral.received_on)


def other_referrals(user: Staff, referral: Referral) -> QuerySet[Referral]:
    """Return the person's other referrals that the user sees, the latest first."""
    same = Referral.objects.visible_to(user).filter(number=referral.number)
    others: QuerySet[Referral] = same.exclude(pk=referral.pk).select_related("delprojekt")
    return others.order_by("-received_on", "-pk")


def counted_steps(user: Staff, referral: Referral) -> list[CountedStep]:
    """Return every step of a referral that the user sees, in order."""
    rows = ReferralStep.objects.filter(referral=referral).order_by("registered_at", "pk")
    steps = list(rows.select_related("delprojekt", "decline_reason", "registered_by"))
    counted = []
    for number, step in enumerate(steps):
        days = None
        if number + 1 < len(steps):
            days = (steps[number + 1].started_on - step.started_on).days
        counted.append(CountedStep(step, days))
    return counted
