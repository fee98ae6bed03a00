"""The disposal list (gallringslista): how much has been kept long enough, by kind.

It names nobody and deletes nothing.
"""

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Model, QuerySet

from mia.core.retention import Rule, earliest_disposal
from participants.codes.models import RetentionPeriod
from participants.enrolments.models import Enrolment
from participants.referrals.enums import OPEN
from participants.referrals.models import Referral
from reporting.registry import FEATURES
from reporting.retention.enums import ItemState
from reporting.retention.models import Disposal, DisposalHold, DisposalItem


class DisposalLine(NamedTuple):
    """Rows of one model: all of them, those due now, and those without a known date."""

    label: str
    rule: str
    rows: int
    due: int
    unknown: int


class EnrolmentDates(NamedTuple):
    """What decides how long the rows of an enrolment are kept."""

    ended_on: date | None
    keep_until: date | None


def list_models() -> list[type[Model]]:
    """The models that features declare: their rows belong to an enrolment."""
    models: list[type[Model]] = []
    for feature in FEATURES:
        models += feature.retention
    return models


def disposal_list(*, today: date) -> list[DisposalLine]:
    """One line per model, of the rows that the database's identity sees.

    The command runs as the system, which sees all of them.
    """
    dates_of_enrolment = read_dates()
    lines = []
    for model in list_models():
        declared: Rule = model.retention  # type: ignore[attr-defined] # classified by its feature
        rule = as_decided(declared)
        due = 0
        unknown = 0
        rows_of_enrolment = count_rows(model)
        for enrolment_id, rows in rows_of_enrolment.items():
            dates = dates_of_enrolment[enrolment_id]
            day = earliest_disposal(rule, ended_on=dates.ended_on, keep_until=dates.keep_until)
            if day is None:
                unknown += rows
            elif day < today:
                due += rows
        label = str(model._meta.verbose_name_plural)
        total = rows_of_enrolment.total()
        lines.append(DisposalLine(label, rule.label, total, due, unknown))
        if model is Enrolment:
            lines.append(line_of_referrals(today))
    return lines


def as_decided(rule: Rule) -> Rule:
    """The rule with the years that administrators have set for it."""
    period = RetentionPeriod.objects.filter(code=rule.slug.upper()).first()
    if period is None:
        return rule
    return replace(rule, years=period.years)


def line_of_referrals(today: date) -> DisposalLine:
    """The referrals that led to no enrolment: kept for some years after the decision."""
    rule = as_decided(Referral.retention_alone)
    alone = Referral.objects.filter(enrolment=None)
    open_count = alone.undecided().count()
    due = 0
    for decided_on in alone.exclude(state__in=OPEN).values_list("state_on", flat=True):
        day = earliest_disposal(rule, ended_on=decided_on, keep_until=decided_on)
        if day is not None and day < today:
            due += 1
    return DisposalLine("remisser utan inskrivning", rule.label, alone.count(), due, open_count)


def read_dates() -> dict[UUID, EnrolmentDates]:
    """What decides, for every enrolment."""
    dates = {}
    rows = Enrolment.objects.values_list("pk", "ended_on", "project__keep_until")
    for pk, ended_on, keep_until in rows:
        dates[pk] = EnrolmentDates(ended_on, keep_until)
    return dates


def count_rows(model: type[Model]) -> Counter[UUID]:
    """How many rows of the model each enrolment has."""
    key = "enrolment_id"
    if model is Enrolment:
        key = "pk"
    # Without the model's own order, which would split the groups.
    rows = model._default_manager.order_by().filter(**{f"{key}__isnull": False})
    keys = rows.values_list(key)
    return Counter(dict(keys.annotate(rows=Count("pk"))))


def disposals() -> QuerySet[Disposal]:
    """Every disposal, the latest first."""
    rows: QuerySet[Disposal] = Disposal.objects.latest_first()
    return rows


def blocks_left(disposal: Disposal) -> list[int]:
    """The blocks of a disposal in which something waits."""
    waiting = DisposalItem.objects.filter(disposal=disposal, state=ItemState.WAITING)
    return list(waiting.values_list("block", flat=True).distinct().order_by("block"))


def subjects_left(disposal: UUID, block: int) -> list[UUID]:
    """What waits in one block, in the order in which it is done."""
    waiting = DisposalItem.objects.filter(
        disposal_id=disposal, block=block, state=ItemState.WAITING
    )
    return list(waiting.order_by("pk").values_list("subject", flat=True))


def hold_of(participant: UUID) -> DisposalHold | None:
    """The hold on a person that is in force, if there is one."""
    holds = DisposalHold.objects.active().filter(participant=participant)
    hold: DisposalHold | None = holds.select_related("placed_by").first()
    return hold
