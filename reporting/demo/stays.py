"""Enrolments: the facts at start and at end, by the published shares (docs/domain.md §1.8)."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID

from reporting.demo import draw, shares
from reporting.demo.people import Person
from reporting.demo.staff import Place

COMES_BACK = ("SJUKDOM", "EGEN_BEGARAN", "FORTSATT_REHAB")  # 3 in 100 of those who left so
WITHOUT_EXIT_FACTS = ("AVLIDEN", "FELREGISTRERING", "ATERTAGET_SAMTYCKE")
SEEKS_WORK_AFTER = ("ORDINARIE_AF", "ORDINARIE_KOMMUN", "PLANERAD_KLAR")
HBS_OLDEST_BIRTH_YEAR = 1968  # takes those of 18–55 years


@dataclass(slots=True)
class Stay:
    """One enrolment. `facts` are columns of the table, besides those named here."""

    pk: UUID
    person: Person
    place: Place
    started_on: date
    ended_on: date | None
    facts: dict[str, Any]


def stays(rng: Random, person: Person, places: dict[str, Place]) -> list[Stay]:
    """One enrolment; for 3 in 100 who left without work a second one, some months later."""
    first = _stay(rng, person, places, draw.one(rng, shares.PLACES), None)
    if first.ended_on is None or first.facts["exit_reason_id"] not in COMES_BACK:
        return [first]
    if rng.random() >= 0.1:
        return [first]
    start = first.ended_on + timedelta(days=rng.randrange(90, 400))
    if start > draw.LAST_START:
        return [first]
    return [first, _stay(rng, person, places, first.place.delprojekt.code, start)]


def _stay(
    rng: Random, person: Person, places: dict[str, Place], code: str, again_on: date | None
) -> Stay:
    born = person.identity.birth_date or draw.FIRST_DAY
    if code == "HBS" and born.year < HBS_OLDEST_BIRTH_YEAR:
        code = "OS"
    place = places[code]
    start = again_on or _first_start(rng, place, born)
    start = min(draw.workday(start), draw.LAST_START)
    days = min(900, max(21, rng.gammavariate(2.6, 115)))
    ended_on = draw.workday(start + timedelta(days=round(days)))
    key = draw.key(rng, start)
    has_ended = ended_on <= draw.LAST_DAY
    stay = Stay(key, person, place, start, ended_on if has_ended else None, {})
    _add_start_facts(rng, stay)
    _add_exit_facts(rng, stay)
    return stay


def _first_start(rng: Random, place: Place, born: date) -> date:
    """A day when the delprojekt runs and the person is old enough."""
    earliest = max(draw.FIRST_DAY, place.delprojekt.started_on)
    of_age = date(born.year + place.delprojekt.min_age, 12, 31)
    return draw.between(rng, max(earliest, of_age), draw.LAST_START)


def _add_start_facts(rng: Random, stay: Stay) -> None:
    age = stay.person.identity.age_on(stay.started_on) or 16
    is_hbs = stay.place.delprojekt.code == "HBS"
    referrer = draw.one(rng, shares.REFERRERS_HBS if is_hbs else shares.REFERRERS)
    status = draw.one(rng, shares.LABOUR[referrer])
    income = _income(rng, referrer, age)
    months = 0
    if income != ["INGEN_OFFENTLIG"]:
        months = _income_months(rng, stay.person.identity.sex, age)
    longest = max(60, 30 * max(months, 12))
    unemployed_since = stay.started_on - timedelta(days=rng.randrange(30, longest))
    municipality = rng.choice(stay.place.municipalities)
    is_employed = status == "SYSSELSATT"
    stay.facts = {
        "referrer_id": referrer,
        "referred_on": stay.started_on - timedelta(days=rng.randrange(5, 75)),
        "municipality_id": municipality,
        "district": rng.choice(shares.DISTRICTS) if municipality == "0180" else "",
        "labour_status": status if rng.random() > 0.02 else None,
        "in_education": rng.random() < 0.08,
        "education": draw.one(rng, shares.EDUCATION),
        "income_before": sorted(income),
        "income_months": months,
        "work_before": "SUBVENTIONERAT" if is_employed else "INGET",
        "work_before_percent": 25 if is_employed else None,
        "study_before_percent": rng.choice([25, 50]) if rng.random() < 0.05 else 0,
        "seeking_before": status == "ARBETSLOS" and rng.random() < 0.6,
        "disability": draw.one(rng, shares.DISABILITY),
        "foreign_background": draw.one(rng, shares.FOREIGN),
        "homeless": draw.one(rng, shares.HOMELESS),
        "unemployed_since": None,
        "enhanced_from": None,
    }
    if stay.facts["labour_status"] == "ARBETSLOS" and rng.random() < 0.97:
        sixteen = date(stay.person.identity.birth_year + 16, 1, 1)
        stay.facts["unemployed_since"] = min(max(unemployed_since, sixteen), stay.started_on)
    if referrer in ("AF", "FK") and rng.random() < 0.12:
        stay.facts["enhanced_from"] = stay.started_on + timedelta(days=rng.randrange(60))


def _income(rng: Random, referrer: str, age: int) -> list[str]:
    """One or two sources that the person may have at that age."""
    sources = draw.one(rng, shares.INCOME[referrer]).split("|")
    return [source for source in sources if _fits_age(source, age)] or ["FORSORJNINGSSTOD"]


def _fits_age(source: str, age: int) -> bool:
    """Aktivitetsersättning is for 19–29, utvecklingsersättning for the young."""
    if source == "AKTIVITETSERSATTNING":
        return 19 <= age <= 29
    return source != "UTVECKLINGSERSATTNING" or age < 25


def _income_months(rng: Random, sex: str, age: int) -> int:
    """Over six years for one woman in three and one man in four, at most since the 16th birthday.

    The shares drawn are higher than that, because some are too young for six years.
    """
    if rng.random() < (0.40 if sex == "K" else 0.31):
        months = rng.randrange(73, 200)
    else:
        months = round(rng.triangular(2, 72, 30))
    return min(months, 12 * max(1, age - 16))


def _add_exit_facts(rng: Random, stay: Stay) -> None:
    if stay.ended_on is None:
        return
    is_woman = stay.person.identity.sex == "K"
    reason = draw.one(rng, shares.EXITS_WOMEN if is_woman else shares.EXITS_MEN)
    has_work = reason == "ARBETE"
    work = draw.one(rng, shares.WORK_AFTER) if has_work else "INGET"
    stay.facts["exit_reason_id"] = reason
    if reason in WITHOUT_EXIT_FACTS:
        return
    stay.facts |= {
        "income_after": sorted(_income_after(reason, work, stay.facts["income_before"])),
        "work_after": work,
        "work_after_percent": rng.choice([25, 50, 50, 75, 100]) if has_work else None,
        "study_after_percent": rng.choice([50, 75, 100]) if reason == "STUDIER" else 0,
        "seeking_after": reason in SEEKS_WORK_AFTER,
        "registered_after": reason == "ORDINARIE_AF" or rng.random() < 0.3,
    }
    if stay.facts["enhanced_from"]:
        stay.facts["enhanced_to"] = max(stay.ended_on, stay.facts["enhanced_from"])


def _income_after(reason: str, work: str, before: list[str]) -> list[str]:
    if reason == "STUDIER":
        return ["STUDIEMEDEL"]
    if reason != "ARBETE":
        return before
    if work in ("EJ_SUBVENTIONERAT", "EGET_FORETAG"):
        return ["LON"]
    public = [source for source in before if source != "INGEN_OFFENTLIG"]
    return ["LON", *public]
