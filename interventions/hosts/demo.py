"""Hosts and agreements of the demo county: those that the seeds name (docs/domain.md §1.6)."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from interventions.hosts.enums import Meets
from interventions.hosts.models import Agreement, AgreementFollowUp, Host
from mia.core.draw import SeededRandom, at_hour
from mia.core.workdays import workday
from participants.demo import DemoPlace

FIRST_DAY = date(2017, 1, 2)
LAST_DAY = date(2022, 12, 31)
YEARS = ((FIRST_DAY, date(2019, 12, 31)), (date(2020, 1, 1), LAST_DAY))


@dataclass(frozen=True)
class DemoHost:
    """A host of a delprojekt, without an organisation number."""

    name: str
    kind: str
    branches: tuple[str, ...]
    languages: str
    places: int  # by agreement; 0 for an employer without one


HOSTS = (
    DemoHost(
        "Hela Människan", "ASF", ("CAFE", "SECOND_HAND", "LOKALVARD"), "svenska, arabiska", 12
    ),
    DemoHost("Stadsmissionen", "ASF", ("SECOND_HAND", "VAKTMASTERI"), "svenska, engelska", 8),
    DemoHost("Re:innovation", "ASF", ("VERKSTAD", "KONTOR"), "", 6),
    DemoHost("Folkhögskolan", "SKOLA", ("ODLING", "CAFE"), "svenska", 0),
    DemoHost("Parkenheten", "ARBETSGIVARE", ("ODLING", "VAKTMASTERI"), "", 0),
)


def key_of(place: DemoPlace, number: int) -> UUID:
    """The key of a host: the same in every county."""
    return SeededRandom(f"{place.delprojekt.code} host {number}").key(FIRST_DAY)


def agreement_key(place: DemoPlace, number: int, started_on: date) -> UUID:
    return SeededRandom(f"{place.delprojekt.code} agreement {number}").key(started_on)


def build_hosts(place: DemoPlace) -> None:
    """Save the hosts of a delprojekt with their agreements."""
    by = place.staff[0]
    for number, demo_host in enumerate(HOSTS):
        host = Host.objects.create(
            id=key_of(place, number),
            name=f"{demo_host.name} {place.delprojekt.name}",
            kind=demo_host.kind,
            municipality_id=place.municipalities[0],
            branches=list(demo_host.branches),
            languages=demo_host.languages,
            least_hours=2,
            is_digital=number == 2,
            registered_at=at_hour(FIRST_DAY, 9),
            registered_by=by,
        )
        if demo_host.places:
            _build_agreements(place, host, number, demo_host)


def _build_agreements(place: DemoPlace, host: Host, number: int, demo_host: DemoHost) -> None:
    """One for each period of the project, one after the other."""
    for started_on, ended_on in YEARS:
        agreement = Agreement.objects.create(
            id=agreement_key(place, number, started_on),
            host=host,
            delprojekt=place.delprojekt,
            reference=f"{place.delprojekt.code}-{number + 1}",
            started_on=started_on,
            ended_on=ended_on,
            places=demo_host.places,
            price=4_500,
            branches=list(demo_host.branches),
            asks_equality=True,
            asks_non_discrimination=True,
            asks_accessibility=True,
            asks_rotation=number == 0,
            registered_at=at_hour(FIRST_DAY, 9),
            registered_by=place.staff[0],
        )
        _follow_up(place, agreement)


def _follow_up(place: DemoPlace, agreement: Agreement) -> None:
    """Once, a year after the start: the rotation of tasks has begun, and is to go on."""
    held_on = workday(agreement.started_on + timedelta(days=365))
    AgreementFollowUp.objects.create(
        id=SeededRandom(f"follow-up {agreement.pk}").key(held_on),
        agreement=agreement,
        delprojekt=agreement.delprojekt,
        held_on=held_on,
        equality=Meets.YES,
        non_discrimination=Meets.YES,
        accessibility=Meets.YES,
        rotation=Meets.PARTLY,
        action="Fler uppgifter för var och en.",
        due_on=held_on + timedelta(days=90),
        done_on=held_on + timedelta(days=60),
        registered_at=at_hour(held_on, 14),
        registered_by=place.staff[0],
    )


def agreement_on(place: DemoPlace, number: int, day: date) -> UUID | None:
    """The key of the agreement that runs that day; None for a host without one."""
    if not HOSTS[number].places:
        return None
    for started_on, ended_on in YEARS:
        if started_on <= day <= ended_on:
            return agreement_key(place, number, started_on)
    return None
