"""Persons and their enrolments: the facts at start and at end, by the published shares
(docs/domain.md §1.8).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID

from mia.core import personnummer
from mia.core.personnummer import Identity
from participants.people.actions import ALPHABET
from reporting.demo import draw, names, shares
from reporting.demo.staff import Place

YOUNGEST = date(2005, 6, 30)
MOST = 20_000  # so many distinct test numbers are of people old enough to take part


@dataclass(slots=True)
class Person:
    pk: UUID
    identity: Identity
    given_name: str
    family_name: str
    alias: str
    protection: str


@dataclass(slots=True)
class Stay:
    """One enrolment. `facts` are columns of the table, besides those named here."""

    pk: UUID
    person: Person
    place: Place
    started_on: date
    ended_on: date | None
    facts: dict[str, Any]


class Numbers:
    """Test numbers, each handed out once: those of Appendix A for the older, the series for births
    1976–2006.
    """

    def __init__(self, rng: Random) -> None:
        older = [personnummer.parse(number, today=YOUNGEST) for number in shares.OLDER]
        self.free: dict[str, list[Identity]] = {}
        for sex in "KM":
            days = list(range((YOUNGEST - personnummer.FIRST_TEST_BIRTH).days + 1))
            rng.shuffle(days)
            series = [
                personnummer.test_number(personnummer.FIRST_TEST_BIRTH + timedelta(days=day), sex)
                for day in days
            ]
            first = series[-200:] + [
                identity for identity in older if identity.sex == sex
            ]  # so that a few are older
            rng.shuffle(first)
            self.free[sex] = series[:-200] + first

    def take(self, sex: str) -> Identity:
        """Any that is left; of the other sex when one is used up."""
        return (self.free[sex] or self.free["M" if sex == "K" else "K"]).pop()


def people(rng: Random, many: int) -> Iterator[Person]:
    """`many` distinct persons; 59 of 100 are women, one in a hundred is protected."""
    numbers = Numbers(rng)
    aliases: set[str] = set()
    for _ in range(many):
        identity = numbers.take("K" if rng.random() < shares.WOMEN else "M")
        alias = ""
        while not alias or alias in aliases:
            alias = "P-" + "".join(rng.choices(ALPHABET, k=6))
        aliases.add(alias)
        yield Person(
            draw.key(rng, draw.FIRST_DAY),
            identity,
            names.given(rng, identity.sex),
            names.family(rng),
            alias,
            draw.one(rng, shares.PROTECTION),
        )


def stays(rng: Random, person: Person, places: dict[str, Place]) -> list[Stay]:
    """One enrolment; for 3 in 100 who left without work a second one, some months later."""
    first = _stay(rng, person, places, draw.one(rng, shares.PLACES), None)
    again = first.ended_on and first.facts["exit_reason_id"] in (
        "SJUKDOM",
        "EGEN_BEGARAN",
        "FORTSATT_REHAB",
    )
    if first.ended_on and again and rng.random() < 0.1:
        start = first.ended_on + timedelta(days=rng.randrange(90, 400))
        if start <= draw.LAST_START:
            return [first, _stay(rng, person, places, first.place.delprojekt.code, start)]
    return [first]


def _stay(
    rng: Random, person: Person, places: dict[str, Place], code: str, again: date | None
) -> Stay:
    born = person.identity.birth_date or draw.FIRST_DAY
    if code == "HBS" and born.year < 1968:  # takes those of 18–55 years
        code = "OS"
    place = places[code]
    earliest = max(draw.FIRST_DAY, place.delprojekt.started_on)
    of_age = date(born.year + place.delprojekt.min_age, 12, 31)
    start = draw.workday(again or draw.between(rng, max(earliest, of_age), draw.LAST_START))
    start = min(start, draw.LAST_START)
    ended = start + timedelta(days=round(min(900, max(21, rng.gammavariate(2.6, 115)))))
    ended_on = draw.workday(ended)
    stay = Stay(
        draw.key(rng, start),
        person,
        place,
        start,
        ended_on if ended_on <= draw.LAST_DAY else None,
        {},
    )
    _at_start(rng, stay)
    _at_end(rng, stay)
    return stay


def _at_start(rng: Random, stay: Stay) -> None:
    code = stay.place.delprojekt.code
    age = stay.person.identity.age_on(stay.started_on) or 16
    referrer = draw.one(rng, shares.REFERRERS_HBS if code == "HBS" else shares.REFERRERS)
    status = draw.one(rng, shares.LABOUR[referrer])
    income = [
        source for source in draw.one(rng, shares.INCOME[referrer]).split("|") if _fits(source, age)
    ]
    income = income or ["FORSORJNINGSSTOD"]
    months = 0 if income == ["INGEN_OFFENTLIG"] else _months(rng, stay.person.identity.sex, age)
    since = stay.started_on - timedelta(days=rng.randrange(30, max(60, 30 * max(months, 12))))
    works = status == "SYSSELSATT"
    place = rng.choice(stay.place.municipalities)
    stay.facts = {
        "referrer_id": referrer,
        "referred_on": stay.started_on - timedelta(days=rng.randrange(5, 75)),
        "municipality_id": place,
        "district": rng.choice(shares.DISTRICTS) if place == "0180" else "",
        "labour_status": status if rng.random() > 0.02 else None,
        "in_education": rng.random() < 0.08,
        "education": draw.one(rng, shares.EDUCATION),
        "income_before": sorted(income),
        "income_months": months,
        "work_before": "SUBVENTIONERAT" if works else "INGET",
        "work_before_percent": 25 if works else None,
        "study_before_percent": rng.choice([25, 50]) if rng.random() < 0.05 else 0,
        "seeking_before": status == "ARBETSLOS" and rng.random() < 0.6,
        "disability": draw.one(rng, shares.DISABILITY),
        "foreign_background": draw.one(rng, shares.FOREIGN),
        "homeless": draw.one(rng, shares.HOMELESS),
    }
    known = stay.facts["labour_status"] == "ARBETSLOS" and rng.random() < 0.97
    youngest = date(stay.person.identity.birth_year + 16, 1, 1)
    stay.facts["unemployed_since"] = min(max(since, youngest), stay.started_on) if known else None
    enhanced = referrer in ("AF", "FK") and rng.random() < 0.12
    stay.facts["enhanced_from"] = (
        stay.started_on + timedelta(days=rng.randrange(60)) if enhanced else None
    )


def _fits(source: str, age: int) -> bool:
    """Aktivitetsersättning is for 19–29, utvecklingsersättning for the young."""
    return (
        19 <= age <= 29
        if source == "AKTIVITETSERSATTNING"
        else source != "UTVECKLINGSERSATTNING" or age < 25
    )


def _months(rng: Random, sex: str, age: int) -> int:
    """Over six years for one woman in three and one man in four; never longer than since the 16th
    birthday.
    """
    long = rng.random() < (0.40 if sex == "K" else 0.31)  # some are too young for it
    return min(
        rng.randrange(73, 200) if long else round(rng.triangular(2, 72, 30)), 12 * max(1, age - 16)
    )


def _at_end(rng: Random, stay: Stay) -> None:
    if stay.ended_on is None:
        return
    reason = draw.one(
        rng, shares.EXITS_WOMEN if stay.person.identity.sex == "K" else shares.EXITS_MEN
    )
    before = stay.facts["income_before"]
    works, studies = reason == "ARBETE", reason == "STUDIER"
    work = draw.one(rng, shares.WORK_AFTER) if works else "INGET"
    nothing = reason in ("AVLIDEN", "FELREGISTRERING", "ATERTAGET_SAMTYCKE")
    stay.facts |= {"exit_reason_id": reason}
    if nothing:
        return
    income = (
        ["LON"]
        if work in ("EJ_SUBVENTIONERAT", "EGET_FORETAG")
        else [source for source in ("LON", *before) if source != "INGEN_OFFENTLIG"]
    )
    stay.facts |= {
        "income_after": sorted(income if works else ["STUDIEMEDEL"] if studies else before),
        "work_after": work,
        "work_after_percent": rng.choice([25, 50, 50, 75, 100]) if works else None,
        "study_after_percent": rng.choice([50, 75, 100]) if studies else 0,
        "seeking_after": reason in ("ORDINARIE_AF", "ORDINARIE_KOMMUN", "PLANERAD_KLAR"),
        "registered_after": reason == "ORDINARIE_AF" or rng.random() < 0.3,
    }
    if stay.facts["enhanced_from"]:
        stay.facts["enhanced_to"] = max(stay.ended_on, stay.facts["enhanced_from"])
