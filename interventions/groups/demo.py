"""Groups of the demo county: one in each delprojekt, with some of the participants."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from functools import cache
from uuid import UUID

from django.db.models import Model

from interventions.contacts.enums import Channel, Outcome
from interventions.contacts.models import Contact
from interventions.groups.enums import Audience, GroupKind
from interventions.groups.models import Group, GroupMember, GroupOccasion
from interventions.groups.queries import contact_key
from mia.core.draw import SeededRandom, at_hour
from participants.demo import DemoPlace, DemoStay

FIRST_ON = date(2022, 9, 5)  # of the occasions that are planned
OCCASIONS = 17  # one a week, until the last Monday of the county
STARTS_AT = time(10)
MINUTES = 120
JOINED = 0.2
CAME = 0.85


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
    for key, day in occasion_days(place.delprojekt.code):
        yield GroupOccasion(
            id=key,
            group=group,
            delprojekt=place.delprojekt,
            held_on=day,
            starts_at=STARTS_AT,
            minutes=MINUTES,
        )


@cache
def occasion_days(code: str) -> tuple[tuple[UUID, date], ...]:
    """The key and the day of each occasion of the group of a delprojekt."""
    rng = SeededRandom(f"{code} occasions")
    days = [FIRST_ON + timedelta(weeks=number) for number in range(OCCASIONS)]
    return tuple((rng.key(day), day) for day in days)


def demo_rows(stay: DemoStay) -> Iterator[Model]:
    """Some take part from the first weeks on, as long as they are enrolled; who came is noted."""
    member = draw_member(stay)
    if member is not None:
        yield member
        yield from draw_contacts(stay)


def draw_contacts(stay: DemoStay) -> Iterator[Contact]:
    """The contacts of the occasions that have been, while the participant was in the group."""
    member = draw_member(stay)
    if member is None:
        return
    rng = stay.random_for("group contacts")
    for key, day in occasion_days(stay.place.delprojekt.code):
        if not member.started_on <= day <= stay.last_day:
            continue
        came = rng.happens(CAME)
        yield Contact(
            id=contact_key(key, stay.enrolment.pk),
            enrolment_id=stay.enrolment.pk,
            delprojekt_id=stay.enrolment.delprojekt_id,
            held_on=day,
            started_at=STARTS_AT,
            minutes=MINUTES if came else 0,
            channel=Channel.GROUP,
            outcome=Outcome.HELD if came else Outcome.NO_SHOW,
            staff=stay.place.staff[0],
            ordinal=2,  # another contact may be drawn for the same time
            registered_at=at_hour(day, 13),
            registered_by=stay.place.staff[0],
        )


def draw_member(stay: DemoStay) -> GroupMember | None:
    """The participant's time in the group, if there is any."""
    rng = stay.random_for("groups")
    enrolment = stay.enrolment
    if not rng.happens(JOINED):
        return None
    day = min(enrolment.started_on + rng.days(7, 60), stay.last_day)
    return GroupMember(
        id=rng.key(day),
        group_id=group_key(stay.place.delprojekt.code),
        enrolment=enrolment,
        delprojekt=enrolment.delprojekt,
        started_on=day,
        ended_on=enrolment.ended_on,
        registered_at=at_hour(day, 11),
        registered_by=stay.place.staff[0],
    )
