"""Reads of hosts and agreements: the register, and places bought, used and free."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Q

from interventions.hosts.models import Agreement, Host
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
    """An agreement with the places that are used today."""

    agreement: Agreement
    used: int
    branches: list[str]

    @property
    def free(self) -> int:
        return self.agreement.places - self.used


@dataclass(frozen=True)
class MonthRow:
    """Places of one agreement in a month: bought, used on average, and how many participants."""

    agreement: Agreement
    month: Period
    participants: int
    used: float


def places_used(first: date, last: date) -> dict[UUID, PlacesUsed]:
    """By agreement, of those whose delprojekt the user sees; all participants are counted."""
    with connection.cursor() as cursor:
        statement = sql.load("interventions.hosts", "places_used.sql")
        cursor.execute(statement, {"first": first, "last": last})
        rows = cursor.fetchall()
    return {agreement: PlacesUsed(people, days) for agreement, people, days in rows}


def branch_names() -> dict[str, str]:
    return dict(Branch.objects.values_list("code", "label"))


def names_of(codes: Iterable[str], names: dict[str, str]) -> list[str]:
    """What the branches of those codes are called."""
    return [names.get(code, code) for code in codes]


def list_hosts(selection: HostSelection, today: date) -> list[HostRow]:
    """Hosts that take participants in, by name, with the places that are free today."""
    used = places_used(today, today)
    bought: dict[UUID, int] = {}
    free: dict[UUID, int] = {}
    for agreement in Agreement.objects.active(today):
        taken = used.get(agreement.pk, PlacesUsed()).participants
        bought[agreement.host_id] = bought.get(agreement.host_id, 0) + agreement.places
        free[agreement.host_id] = free.get(agreement.host_id, 0) + agreement.places - taken
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
    """The agreements of a host, the latest first."""
    used = places_used(today, today)
    names = branch_names()
    rows = []
    for agreement in Agreement.objects.filter(host=host).select_related("delprojekt").in_order():
        taken = used.get(agreement.pk, PlacesUsed()).participants
        rows.append(AgreementRow(agreement, taken, names_of(agreement.branches, names)))
    return rows


def last_months(today: date) -> list[Period]:
    """This month and those before it, the latest first."""
    months = []
    month = Period.month_of(today)
    for _ in range(MONTHS_SHOWN):
        months.append(month)
        month = Period.month_of(month.first_on - timedelta(days=1))
    return months


def list_months(host: Host, today: date) -> list[MonthRow]:
    """Places used against places bought, for each agreement that ran in the month."""
    agreements = list(Agreement.objects.filter(host=host).select_related("delprojekt").in_order())
    rows = []
    for month in last_months(today):
        used = places_used(month.first_on, month.last_on)
        days = (month.stop - month.first_on).days
        for agreement in agreements:
            if agreement.started_on > month.last_on or agreement.ended_on < month.first_on:
                continue
            taken = used.get(agreement.pk, PlacesUsed())
            average = round(taken.place_days / days, 1)
            rows.append(MonthRow(agreement, month, taken.participants, average))
    return rows


def places_left(agreement: Agreement, day: date) -> int:
    """Places of the agreement that nobody has that day; below zero when it is overdrawn."""
    used = places_used(day, day).get(agreement.pk, PlacesUsed())
    return agreement.places - used.participants
