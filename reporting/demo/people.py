"""Persons, with test numbers and names (docs/domain.md §1.8)."""

from collections.abc import Iterator
from datetime import date, timedelta

from mia.core import personnummer
from mia.core.draw import SeededRandom
from mia.core.personnummer import Identity
from participants.people.aliases import ALPHABET
from participants.people.models import Participant, PersonalNumber
from reporting.demo import names, shares
from reporting.demo.enrolments import FIRST_DAY

YOUNGEST = date(2005, 6, 30)
MOST = 20_000  # so many distinct test numbers are of people old enough to take part
AMONG_THE_FIRST = 200  # of the series, mixed with the older numbers


class Numbers:
    """Test numbers, each handed out once.

    Those of Appendix A are of older people, the series of people born 1976–2006.
    """

    def __init__(self, rng: SeededRandom) -> None:
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
        numbers = self.free[sex]
        if not numbers:
            other = "M" if sex == "K" else "K"
            numbers = self.free[other]
        return numbers.pop()


def draw_series(rng: SeededRandom, sex: str) -> list[Identity]:
    """Every test number of the series for people old enough, in random order."""
    first = personnummer.FIRST_TEST_BIRTH
    last_day = (YOUNGEST - first).days
    days = list(range(last_day + 1))
    rng.shuffle(days)
    identities = []
    for day in days:
        born_on = first + timedelta(days=day)
        identities.append(personnummer.test_number(born_on, sex))
    return identities


def draw_people(rng: SeededRandom, many: int) -> Iterator[PersonalNumber]:
    """The numbers of `many` distinct persons, each with its participant.

    59 of 100 are women, one in a hundred is protected.
    """
    numbers = Numbers(rng)
    aliases: set[str] = set()
    for _ in range(many):
        sex = "K" if rng.happens(shares.WOMEN) else "M"
        identity = numbers.take(sex)
        alias = draw_alias(rng, aliases)
        aliases.add(alias)
        participant = Participant(
            id=rng.key(FIRST_DAY),
            given_name=names.given(rng, identity.sex),
            family_name=names.family(rng),
            birth_date=identity.birth_date,
            birth_year=identity.birth_year,
            sex=identity.sex,
            alias=alias,
            protection=rng.one(shares.PROTECTION),
        )
        yield PersonalNumber(
            id=participant.id,
            participant=participant,
            kind=identity.kind,
            number=identity.number,
        )


def draw_alias(rng: SeededRandom, used: set[str]) -> str:
    while True:
        letters = rng.choices(ALPHABET, k=6)
        alias = f"P-{''.join(letters)}"
        if alias not in used:
            return alias
