"""Groups of the demo county: one in each delprojekt, with some of the participants."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from uuid import UUID

from django.db.models import Model

from interventions.groups.enums import Audience, GroupKind
from interventions.groups.models import Group, GroupMember, GroupOccasion
from mia.core.draw import SeededRandom, at_hour
from participants.demo import DemoPlace, DemoStay

FIRST_ON = date(2022, 9, 5)  # of the occasions that are planned
OCCASIONS = 18  # one a week, the last ones still to come
JOINED = 0.2


def group_key(code: str) -> UUID:
    """Of the group of a delprojekt."""
    return SeededRandom(f"{code} group").key(FIRST_ON)


def rows_of_place(place: DemoPlace) -> Iterator[Model]:
    """The group of a delprojekt, and its occasions."""
    leader, began_on = place.staff[0], place.delprojekt.started_on
    group = Group(
        id=group_key(place.delprojekt.code),
        delprojekt=place.delprojekt,
        name="Måndagsgruppen",
        kind=GroupKind.HEALTH,
        audience=Audience.EVERYONE,
        leader=leader,
        started_on=began_on,
        registered_at=at_hour(began_on, 9),
        registered_by=leader,
    )
    yield group
    rng = SeededRandom(f"{place.delprojekt.code} occasions")
    for number in range(OCCASIONS):
        day = FIRST_ON + timedelta(weeks=number)
        yield GroupOccasion(
            id=rng.key(day),
            group=group,
            delprojekt=place.delprojekt,
            held_on=day,
            starts_at=time(10),
            minutes=120,
        )


def demo_rows(stay: DemoStay) -> Iterator[GroupMember]:
    """Some take part from the first weeks on, as long as they are enrolled."""
    rng = stay.random_for("groups")
    enrolment = stay.enrolment
    if not rng.happens(JOINED):
        return
    day = min(enrolment.started_on + rng.days(7, 60), stay.last_day)
    yield GroupMember(
        id=rng.key(day),
        group_id=group_key(stay.place.delprojekt.code),
        enrolment=enrolment,
        delprojekt=enrolment.delprojekt,
        started_on=day,
        ended_on=enrolment.ended_on,
        registered_at=at_hour(day, 11),
        registered_by=stay.place.staff[0],
    )
