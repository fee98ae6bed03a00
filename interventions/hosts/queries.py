"""Reads of hosts and agreements: the register, and places bought, used and free."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q

from interventions.hosts.models import Agreement, AgreementFollowUp, AgreementQuerySet, Host
from mia.core import sql
from mia.core.period import Period
from participants.codes.models import Branch

MOST_HOSTS = 100  # in the list; more are found by a search
MONTHS_SHOWN = 6


@dataclass(frozen=True)
class HostSelection:
    """What the list is narrowed to; empty values narrow nothing."""

    words: str = ""
    municipality: str = ""
    branch: str = ""
    language: str = ""
    hours: int | None = None
    only_free: bool = False


@dataclass(frozen=True)
class PlacesUsed:
    """Participants with a place in a period, and on how many days together."""

    participants: int = 0
    place_days: int = 0


@dataclass(frozen=True)
class HostRow:
    """A host of the list. `free` is None where no agreement runs."""

    host: Host
    branches: list[str]
    bought: int
    free: int | None


@dataclass(frozen=True)
class AgreementRow:
    """An agreement, whether it runs today, and the places that are used today: None where the user
    sees no participants of the delprojekt.
    """

    agreement: Agreement
    used: PlacesUsed | None
    branches: list[str]
    is_running: bool
    follow_ups: list[AgreementFollowUp]

    @property
    def is_over(self) -> bool:
        return self.used is not None and self.used.participants > self.agreement.places


@dataclass(frozen=True)
class MonthRow:
    """Places of one agreement in a month: bought and used on average over the days on which it ran,
    and how many participants had one.
    """

    agreement: Agreement
    month: Period
    participants: int
    used: float

    @property
    def is_over(self) -> bool:
        return self.used > self.agreement.places

    @property
    def price(self) -> int | None:
        """Kronor for all places of the agreement in a month, None when they cost nothing."""
        price = self.agreement.price
        return None if price is None else price * self.agreement.places


@dataclass(frozen=True)
class MonthTable:
    """The agreements of a month with what they add up to."""

    rows: list[MonthRow]

    @property
    def places(self) -> int:
        return sum(row.agreement.places for row in self.rows)

    @property
    def used(self) -> float:
        return round(sum(row.used for row in self.rows), 1)

    @property
    def price(self) -> int:
        """Kronor for the places of the whole month."""
        return sum(row.price or 0 for row in self.rows)


def places_used_in(
    periods: Iterable[Period], agreements: Iterable[Agreement]
) -> dict[date, dict[UUID, PlacesUsed]]:
    """By the first day of each period and by agreement, of those agreements whose delprojekt's
    participants the user sees; all participants are counted. One statement.
    """
    periods = list(periods)
    params: dict[str, Any] = {
        "first_days": [period.first_on for period in periods],
        "last_days": [period.last_on for period in periods],
        "agreements": [agreement.pk for agreement in agreements],
    }
    used: dict[date, dict[UUID, PlacesUsed]] = {period.first_on: {} for period in periods}
    with connection.cursor() as cursor:
        cursor.execute(sql.load("interventions.hosts", "places_used.sql"), params)
        for first_on, agreement, people, days in cursor.fetchall():
            used[first_on][agreement] = PlacesUsed(people, days)
    return used


def places_used_on(day: date, agreements: Iterable[Agreement]) -> dict[UUID, PlacesUsed]:
    """Those of one day, by agreement."""
    return places_used_in([Period(day, day)], agreements)[day]


def branch_names() -> dict[str, str]:
    return dict(Branch.objects.values_list("code", "label"))


def names_of(codes: Iterable[str], names: dict[str, str]) -> list[str]:
    """What the branches of those codes are called."""
    return [names.get(code, code) for code in codes]


def list_hosts(selection: HostSelection, today: date) -> list[HostRow]:
    """Hosts that take participants in, by name, with the places that are free today.

    Places are those of the delprojekt whose participants the user sees.
    """
    running = list(Agreement.objects.active(today))
    used = places_used_on(today, running)
    bought: dict[UUID, int] = {}
    free: dict[UUID, int] = {}
    for agreement in running:
        if agreement.pk not in used:
            continue
        left = agreement.places - used[agreement.pk].participants
        bought[agreement.host_id] = bought.get(agreement.host_id, 0) + agreement.places
        free[agreement.host_id] = free.get(agreement.host_id, 0) + left
    hosts = Host.objects.in_use(today).filter(condition_of(selection))
    if selection.only_free:
        hosts = hosts.filter(pk__in=[key for key, places in free.items() if places > 0])
    names = branch_names()
    rows = []
    for host in hosts.select_related("municipality").order_by("name", "pk")[:MOST_HOSTS]:
        branches = names_of(host.branches, names)
        rows.append(HostRow(host, branches, bought.get(host.pk, 0), free.get(host.pk)))
    return rows


def condition_of(selection: HostSelection) -> Q:
    """The condition on a host; a host without a language takes any."""
    condition = Q()
    if selection.words:
        digits = selection.words.replace("-", "")
        by_number = Q(organisation_number=digits)
        condition &= Q(name__icontains=selection.words) | by_number
    if selection.municipality:
        condition &= Q(municipality=selection.municipality)
    if selection.branch:
        condition &= Q(branches__contains=[selection.branch])
    if selection.language:
        condition &= Q(languages__icontains=selection.language)
    if selection.hours is not None:
        condition &= Q(least_hours__lte=selection.hours)
    return condition


def list_agreements(host: Host, today: date) -> list[AgreementRow]:
    """The agreements of a host with their follow-ups, the latest first."""
    agreements = list(Agreement.objects.filter(host=host).select_related("delprojekt").in_order())
    used = places_used_on(today, agreements)
    follow_ups: dict[UUID, list[AgreementFollowUp]] = defaultdict(list)
    held = AgreementFollowUp.objects.filter(agreement__host=host).select_related("agreement")
    for follow_up in held.order_by("-held_on"):
        follow_ups[follow_up.agreement_id].append(follow_up)
    names = branch_names()
    rows = []
    for agreement in agreements:
        row = AgreementRow(
            agreement=agreement,
            used=used.get(agreement.pk),
            branches=names_of(agreement.branches, names),
            is_running=agreement.started_on <= today <= agreement.ended_on,
            follow_ups=follow_ups[agreement.pk],
        )
        rows.append(row)
    return rows


def month_named(text: str, today: date) -> Period:
    """The month written `ÅÅÅÅ-MM`; anything else is this month."""
    try:
        return Period.month(text)
    except ValueError:
        return Period.month_of(today)


def last_months(today: date) -> list[Period]:
    """This month and those before it, the latest first."""
    months = []
    month = Period.month_of(today)
    for _ in range(MONTHS_SHOWN):
        months.append(month)
        month = Period.month_of(month.first_on - timedelta(days=1))
    return months


def list_months(host: Host, today: date) -> list[MonthRow]:
    """Places used against places bought of a host, for each agreement that ran in the month."""
    return month_rows(Agreement.objects.filter(host=host), last_months(today))


def month_rows(agreements: AgreementQuerySet, months: list[Period]) -> list[MonthRow]:
    """A row for each of the agreements that ran in the month, month by month. Two statements."""
    in_order = list(agreements.select_related("host", "delprojekt").in_order())
    used = places_used_in(months, in_order)
    rows = []
    for month in months:
        of_month = used[month.first_on]
        for agreement in in_order:
            if agreement.pk in of_month and runs_in(agreement, month):
                rows.append(month_row(agreement, month, of_month[agreement.pk]))
    return rows


def month_table(month: Period) -> MonthTable:
    """Every agreement that ran in the month where the user sees participants, by delprojekt and
    host, and their sums. Two statements.
    """
    running = Agreement.objects.filter(started_on__lte=month.last_on, ended_on__gte=month.first_on)
    rows = month_rows(running, [month])
    return MonthTable(sorted(rows, key=_place_of))


def _place_of(row: MonthRow) -> tuple[str, str, str]:
    agreement = row.agreement
    return str(agreement.delprojekt), str(agreement.host), agreement.reference


def runs_in(agreement: Agreement, month: Period) -> bool:
    """Whether the agreement runs on some day of the month."""
    return agreement.started_on <= month.last_on and agreement.ended_on >= month.first_on


def month_row(agreement: Agreement, month: Period, used: PlacesUsed) -> MonthRow:
    first, last = max(agreement.started_on, month.first_on), min(agreement.ended_on, month.last_on)
    days = (last - first).days + 1
    average = round(used.place_days / days, 1)
    return MonthRow(agreement, month, used.participants, average)


def places_left(agreement: Agreement, day: date) -> int:
    """Places of the agreement that nobody has that day; below zero when it is overdrawn."""
    used = places_used_on(day, [agreement]).get(agreement.pk, PlacesUsed())
    return agreement.places - used.participants
