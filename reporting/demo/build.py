"""Draw the county and insert it, in one transaction."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db.models import Model

from interventions.fidelity import demo as fidelity_demo
from interventions.groups import demo as groups_demo
from interventions.hosts import demo as hosts_demo
from mia.access import bulk
from mia.core.draw import SeededRandom, at_hour
from mia.organisation.delprojekt.queries import esf_projects_by_start
from mia.organisation.staff.models import Staff
from participants.codes.models import TimeLimit
from participants.demo import DemoStay
from participants.people.models import Participant, PersonalNumber
from reporting.demo import people, staff
from reporting.demo.enrolments import EnrolmentDrawer
from reporting.demo.insert import RowCounts, insert_rows
from reporting.registry import FEATURES
from reporting.retention import demo as retention_demo

Progress = Callable[[str], None]
DEMO_MONTHS = 18  # the county's own: no source gives the length of the time limit
BATCH = 500  # enrolments whose rows are in memory at the same time


class NotPossible(Exception):
    """The county cannot be built; the message is what the user reads."""


@dataclass(frozen=True)
class Built:
    """How many staff there are, and how many rows of each model about participants."""

    staff: int
    rows: RowCounts


def build(*, participants: int, seed: int, password: str, progress: Progress) -> Built:
    """Everything from the seed. `password` is hashed. Raises NotPossible; runs in the caller's unit
    of work.
    """
    if not 1 <= participants <= people.MOST:
        raise NotPossible(
            f"Det finns testnummer för högst {people.MOST} deltagare."
            f" Välj ett antal från 1 till {people.MOST}."
        )
    if Staff.objects.exists() or Participant.objects.exists():
        raise NotPossible(
            "Databasen innehåller redan användare eller deltagare."
            " Demodata läggs bara i en tom databas."
        )
    rng = SeededRandom(seed)
    bulk.ready()
    progress("användare och team")
    places = staff.build(rng, password)
    of_places: list[Model] = []
    for place in places.values():
        TimeLimit.objects.create(
            delprojekt=place.delprojekt, months=DEMO_MONTHS, started_on=place.delprojekt.started_on
        )
        hosts_demo.build_hosts(place)
        of_places += groups_demo.rows_of_place(place)
        of_places += fidelity_demo.rows_of_place(place)
    insert_rows(of_places)
    progress("deltagare och inskrivningar")
    numbers = list(people.draw_people(rng, participants))
    stays = _draw_stays(EnrolmentDrawer(rng, places, esf_projects_by_start()), numbers)
    rows = insert_rows(_list_people_and_enrolments(numbers, stays))
    rows += _insert_rows_of_features(stays, progress)
    retention_demo.make_due(by=Staff.objects.get(username=staff.ARCHIVIST))
    return Built(Staff.objects.count(), rows)


def _draw_stays(drawer: EnrolmentDrawer, numbers: list[PersonalNumber]) -> list[DemoStay]:
    """The enrolments of every person, who is registered on the day of the first one."""
    stays = []
    for number in numbers:
        participant = number.participant
        of_participant = drawer.draw_stays(participant)
        first = of_participant[0].enrolment
        participant.registered_at = at_hour(first.started_on, 9)
        stays += of_participant
    return stays


def _list_people_and_enrolments(
    numbers: list[PersonalNumber], stays: list[DemoStay]
) -> Iterator[Model]:
    for number in numbers:
        yield number.participant
        yield number
    for stay in stays:
        yield stay.enrolment


def _insert_rows_of_features(stays: list[DemoStay], progress: Progress) -> RowCounts:
    """What every feature declares, in the order of the registry."""
    counts: RowCounts = Counter()
    for start in range(0, len(stays), BATCH):
        batch = stays[start : start + BATCH]
        counts += insert_rows(_draw_rows_of_features(batch))
        done = start + len(batch)
        progress(f"det som hör till {done} av {len(stays)} inskrivningar")
    return counts


def _draw_rows_of_features(stays: list[DemoStay]) -> Iterator[Model]:
    for feature in FEATURES:
        if feature.demo is not None:
            for stay in stays:
                yield from feature.demo(stay)
