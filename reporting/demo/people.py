"""Persons, with test numbers and names (docs/domain.md §1.8)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from uuid import UUID

from mia.core import personnummer
from mia.core.personnummer import Identity
from participants.people.actions import ALPHABET
from reporting.demo import draw, names, shares

YOUNGEST = date(2005, 6, 30)
MOST = 20_000  # so many distinct test numbers are of people old enough to take part
AMONG_THE_FIRST = 200  # of the series, mixed with the older numbers


@dataclass(slots=True)
class Person:
    pk: UUID
    identity: Identity
    given_name: str
    family_name: str
    alias: str
    protection: str


class Numbers:
    """Test numbers, each handed out once.

    Those of Appendix A are of older people, the series of people born 1976–2006.
    """

    def __init__(self, rng: Random) -> None:
        older = [personnummer.parse(number, today=YOUNGEST) for number in shares.OLDER]
        self.free: dict[str, list[Identity]] = {}
        for sex in "KM":
            series = draw_series(rng, sex)
            # The older ones are few: they stand among those that are handed out first.
            first = series[-AMONG_THE_FIRST:]
            first += [identity for identity in older if identity.sex == sex]
            rng.shuffle(first)
            self.free[sex] = series[:-AMONG_THE_FIRST] + first

    def take(self, sex: str) -> Identity:
        """A number of that sex; of the other sex when one is used up."""
        other = "M" if sex == "K" else "K"
        numbers = self.free[sex] or self.free[other]
        return numbers.pop()


def draw_series(rng: Random, sex: str) -> list[Identity]:
    """Every test number of the series for people old enough, in random order."""
    first = personnummer.FIRST_TEST_BIRTH
    days = list(range((YOUNGEST - first).days + 1))
    rng.shuffle(days)
    return [personnummer.test_number(first + timedelta(days=day), sex) for day in days]


def people(rng: Random, many: int) -> Iterator[Person]:
    """`many` distinct persons; 59 of 100 are women, one in a hundred is protected."""
    numbers = Numbers(rng)
    aliases: set[str] = set()
    for _ in range(many):
        is_woman = rng.random() < shares.WOMEN
        identity = numbers.take("K" if is_woman else "M")
        alias = draw_alias(rng, aliases)
        aliases.add(alias)
        yield Person(
            pk=draw.key(rng, draw.FIRST_DAY),
            identity=identity,
            given_name=names.given(rng, identity.sex),
            family_name=names.family(rng),
            alias=alias,
            protection=draw.one(rng, shares.PROTECTION),
        )


def draw_alias(rng: Random, taken: set[str]) -> str:
    while True:
        alias = "P-" + "".join(rng.choices(ALPHABET, k=6))
        if alias not in taken:
            return alias
