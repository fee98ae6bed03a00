"""Groups of the demo county: one in each delprojekt, with some of the participants who are left."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from uuid import UUID

from django.db.models import Model

from interventions.groups.enums import Audience, GroupKind
from interventions.groups.models import Group, GroupMember, GroupOccasion
from mia.core.draw import SeededRandom, at_hour
from participants.demo import LAST_DAY, DemoPlace, DemoStay

STARTED_ON = date(2022, 9, 5)
OCCASIONS = 18  # one a week, the last ones still to come
JOINED = 0.2


def group_key(code: str) -> UUID:
    """Of the group of a delprojekt."""
    return SeededRandom(f"{code} group").key(STARTED_ON)


def rows_of_place(place: DemoPlace) -> Iterator[Model]:
    """The group of a delprojekt, and its occasions."""
    leader = place.staff[0]
    group = Group(
        id=group_key(place.delprojekt.code),
        delprojekt=place.delprojekt,
        name="Måndagsgruppen",
        kind=GroupKind.HEALTH,
        audience=Audience.EVERYONE,
        leader=leader,
        started_on=STARTED_ON,
        registered_at=at_hour(STARTED_ON, 9),
        registered_by=leader,
    )
    yield group
    rng = SeededRandom(f"{place.delprojekt.code} occasions")
    for number in range(OCCASIONS):
        day = STARTED_ON + timedelta(weeks=number)
        yield GroupOccasion(
            id=rng.key(day),
            group=group,
            delprojekt=place.delprojekt,
            held_on=day,
            starts_at=time(10),
            minutes=120,
        )


def demo_rows(stay: DemoStay) -> Iterator[GroupMember]:
    """Some of those who are enrolled on the last day of the county."""
    rng = stay.random_for("groups")
    enrolment = stay.enrolment
    if enrolment.ended_on is not None or not rng.happens(JOINED):
        return
    day = min(max(STARTED_ON, enrolment.started_on), LAST_DAY)
    yield GroupMember(
        id=rng.key(day),
        group_id=group_key(stay.place.delprojekt.code),
        enrolment=enrolment,
        delprojekt=enrolment.delprojekt,
        started_on=day,
        registered_at=at_hour(day, 11),
        registered_by=stay.place.staff[0],
    )
