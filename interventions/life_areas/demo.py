"""Mappings of the demo county."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Model

from interventions.life_areas.enums import Priority
from interventions.life_areas.models import HIGHEST, LOWEST, AreaRecord
from mia.core.draw import SeededRandom, at_hour
from mia.core.workdays import workday
from participants.demo import DemoStay

# By area: strength, problem, wish.
TEXTS = {
    "BOENDE": ("Trivs i lägenheten.", "Hyresskuld sedan i våras.", "Bo kvar."),
    "EKONOMI": ("Har budget- och skuldrådgivare.", "Pengarna räcker inte.", "Bli skuldfri."),
    "ARBETE": ("Gillar att träffa människor.", "Har inte arbetat på länge.", "Få ett jobb."),
    "PSYKISK_HALSA": ("Har en samtalskontakt.", "Oroar sig mycket.", "Sova och orka mer."),
    "NATVERK": ("Har en syster som hjälper.", "Är mest ensam hemma.", "Träffa folk."),
    "VARDAG": ("Är van att planera.", "Har vänt på dygnet.", "Komma upp på morgonen."),
}
MAPPED = 0.7
AREAS = 3
TIMES = 3
EVERY = timedelta(days=91)
PRIORITIES = {Priority.NOW: 0.4, Priority.LATER: 0.4, Priority.NOT: 0.2}


def demo_rows(stay: DemoStay) -> Iterator[Model]:
    """Most are mapped in the first weeks, and rate their life anew every third month."""
    rng = stay.random_for("life_areas")
    if not rng.happens(MAPPED):
        return
    day = workday(stay.enrolment.started_on + rng.days(7, 30))
    ratings = {area: rng.randrange(2, 6) for area in rng.sample(sorted(TEXTS), AREAS)}
    for _ in range(TIMES):
        if day > stay.last_day:
            return
        for area, rating in ratings.items():
            yield _draw_record(rng, stay, area, rating, day)
            ratings[area] = min(HIGHEST, max(LOWEST, rating + rng.randrange(-1, 3)))
        day = workday(day + EVERY)


def _draw_record(
    rng: SeededRandom, stay: DemoStay, area: str, rating: int, day: date
) -> AreaRecord:
    strength, problem, wish = TEXTS[area]
    return AreaRecord(
        id=rng.key(day),
        enrolment=stay.enrolment,
        delprojekt=stay.enrolment.delprojekt,
        area_id=area,
        mapped_on=day,
        rating=rating,
        priority=rng.one(PRIORITIES),
        strength=strength,
        problem=problem,
        wish=wish,
        registered_at=at_hour(day, 13),
        registered_by=stay.place.staff[0],
    )
