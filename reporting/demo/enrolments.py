"""Enrolments: the facts at start and at end, by the published shares (docs/domain.md §1.8)."""

from collections.abc import Mapping
from datetime import date, timedelta

from mia.core.draw import SeededRandom, at_hour
from mia.core.workdays import workday
from mia.organisation.delprojekt.models import EsfProject
from mia.organisation.delprojekt.queries import esf_project_on
from participants.demo import LAST_DAY, DemoPlace, DemoStay
from participants.enrolments.models import Enrolment
from participants.people.models import Participant
from reporting.demo import shares
from reporting.demo.records import add_more_facts

FIRST_DAY = date(2017, 4, 3)  # the first participants came in April 2017
LAST_START = date(2022, 12, 15)
COMES_BACK = ("SJUKDOM", "EGEN_BEGARAN", "FORTSATT_REHAB")
COMES_BACK_SHARE = 0.1  # of those who left so; 3 in 100 of all
WITHOUT_EXIT_FACTS = ("AVLIDEN", "FELREGISTRERING", "ATERTAGET_SAMTYCKE")
SEEKS_WORK_AFTER = ("ORDINARIE_AF", "ORDINARIE_KOMMUN", "PLANERAD_KLAR")
HBS_OLDEST_BIRTH_YEAR = 1968  # takes those of 18–55 years
SHORTEST = 21  # days
LONGEST = 900
STOCKHOLM = "0180"


class EnrolmentDrawer:
    """Draws the enrolments of one person after another; `places` by the code of the delprojekt."""

    def __init__(
        self, rng: SeededRandom, places: Mapping[str, DemoPlace], projects: list[EsfProject]
    ) -> None:
        self.rng = rng
        self.places = places
        self.projects = projects

    def draw_stays(self, participant: Participant) -> list[DemoStay]:
        """One enrolment; for some who left without work a second one, some months later."""
        rng = self.rng
        place = self._draw_place(participant)
        first_start = _draw_first_start(rng, participant, place)
        first = self._draw_stay(participant, place, first_start)
        enrolment = first.enrolment
        if enrolment.ended_on is None or enrolment.exit_reason_id not in COMES_BACK:
            return [first]
        if not rng.happens(COMES_BACK_SHARE):
            return [first]
        second_start = enrolment.ended_on + rng.days(90, 400)
        if second_start > LAST_START:
            return [first]
        second = self._draw_stay(participant, place, second_start)
        return [first, second]

    def _draw_place(self, participant: Participant) -> DemoPlace:
        code = self.rng.one(shares.PLACES)
        if code == "HBS" and participant.birth_year < HBS_OLDEST_BIRTH_YEAR:
            code = "OS"
        return self.places[code]

    def _draw_stay(self, participant: Participant, place: DemoPlace, start: date) -> DemoStay:
        started_on = min(workday(start), LAST_START)
        days = round(self.rng.gammavariate(2.6, 115))
        days = max(SHORTEST, min(days, LONGEST))
        ended_on = workday(started_on + timedelta(days=days))
        enrolment = _draw_enrolment(self.rng, participant, place, started_on)
        enrolment.project = esf_project_on(started_on, self.projects)
        if ended_on <= LAST_DAY:
            _add_exit_facts(self.rng, enrolment, ended_on)
        stay = DemoStay(enrolment, place)
        add_more_facts(stay)
        return stay


def _draw_first_start(rng: SeededRandom, participant: Participant, place: DemoPlace) -> date:
    """A day when the delprojekt runs and the person is old enough."""
    delprojekt = place.delprojekt
    of_age_in = participant.birth_year + delprojekt.min_age
    of_age_on = date(of_age_in, 12, 31)
    earliest = max(FIRST_DAY, delprojekt.started_on, of_age_on)
    return rng.between(earliest, LAST_START)


def _draw_enrolment(
    rng: SeededRandom, participant: Participant, place: DemoPlace, started_on: date
) -> Enrolment:
    """An enrolment with its facts at start, drawn in this order."""
    key = rng.key(started_on)
    age = participant.age_on(started_on) or 16
    referrer = rng.one(shares.REFERRERS[place.delprojekt.code])
    status = rng.one(shares.LABOUR[referrer])
    income = _draw_income(rng, referrer, age)
    months = 0
    if income != ["INGEN_OFFENTLIG"]:
        months = _draw_income_months(rng, participant.sex, age)
    unemployed_since = started_on - rng.days(30, 30 * max(months, 12))
    municipality = rng.choice(place.municipalities)
    enrolment = Enrolment(
        id=key,
        participant=participant,
        delprojekt=place.delprojekt,
        started_on=started_on,
        registered_at=at_hour(started_on, 9),
        referrer_id=referrer,
        referred_on=started_on - rng.days(5, 75),
        municipality_id=municipality,
        district=_draw_district(rng, municipality),
        labour_status=_forget_some(rng, status),
        in_education=rng.happens(0.08),
        education=rng.one(shares.EDUCATION),
        income_before=income,
        income_months=months,
        work_before="INGET",
        study_before_percent=_draw_study_percent(rng),
        seeking_before=status == "ARBETSLOS" and rng.happens(0.6),
        disability=rng.one(shares.DISABILITY),
        foreign_background=rng.one(shares.FOREIGN),
        homeless=rng.one(shares.HOMELESS),
    )
    if status == "SYSSELSATT":
        enrolment.work_before = "SUBVENTIONERAT"
        enrolment.work_before_percent = 25
    _add_first_days(rng, enrolment, unemployed_since)
    return enrolment


def _draw_district(rng: SeededRandom, municipality: str) -> str:
    """Only Stockholm has districts."""
    if municipality == STOCKHOLM:
        return rng.choice(shares.DISTRICTS)
    return ""


def _forget_some(rng: SeededRandom, status: str) -> str | None:
    """The labour status, which is missing for a few."""
    if rng.random() > 0.02:
        return status
    return None


def _draw_study_percent(rng: SeededRandom) -> int:
    if rng.happens(0.05):
        return rng.choice([25, 50])
    return 0


def _add_first_days(rng: SeededRandom, enrolment: Enrolment, unemployed_since: date) -> None:
    """The first days of unemployment, not before the age of 16, and of förstärkt samarbete."""
    started_on = enrolment.started_on
    if enrolment.labour_status == "ARBETSLOS" and rng.happens(0.97):
        sixteen_in = enrolment.participant.birth_year + 16
        since = max(unemployed_since, date(sixteen_in, 1, 1))
        enrolment.unemployed_since = min(since, started_on)
    if enrolment.referrer_id in ("AF", "FK") and rng.happens(0.12):
        enrolment.enhanced_from = started_on + rng.days(0, 60)


def _draw_income(rng: SeededRandom, referrer: str, age: int) -> list[str]:
    """One or two sources that the person may have at that age."""
    sources = rng.one(shares.INCOME[referrer]).split("|")
    fitting = [source for source in sources if _fits_age(source, age)]
    return sorted(fitting) or ["FORSORJNINGSSTOD"]


def _fits_age(source: str, age: int) -> bool:
    """Aktivitetsersättning is for 19–29, utvecklingsersättning for the young."""
    if source == "AKTIVITETSERSATTNING":
        return 19 <= age <= 29
    if source == "UTVECKLINGSERSATTNING":
        return age < 25
    return True


def _draw_income_months(rng: SeededRandom, sex: str, age: int) -> int:
    """Over six years for one woman in three and one man in four, at most since the 16th birthday.

    The shares drawn are higher than that, because some are too young for six years.
    """
    if rng.happens(shares.LONG_INCOME[sex]):
        months = rng.randrange(73, 200)
    else:
        months = round(rng.triangular(2, 72, 30))
    years = max(1, age - 16)
    return min(months, 12 * years)


def _add_exit_facts(rng: SeededRandom, enrolment: Enrolment, ended_on: date) -> None:
    enrolment.ended_on = ended_on
    reason = rng.one(shares.EXITS[enrolment.participant.sex])
    enrolment.exit_reason_id = reason
    if reason in WITHOUT_EXIT_FACTS:
        return
    enrolment.work_after = "INGET"
    if reason == "ARBETE":
        enrolment.work_after = rng.one(shares.WORK_AFTER)
        enrolment.work_after_percent = rng.choice([25, 50, 50, 75, 100])
    enrolment.income_after = _income_after(enrolment)
    enrolment.study_after_percent = 0
    if reason == "STUDIER":
        enrolment.study_after_percent = rng.choice([50, 75, 100])
    enrolment.seeking_after = reason in SEEKS_WORK_AFTER
    enrolment.registered_after = reason == "ORDINARIE_AF" or rng.happens(0.3)
    if enrolment.enhanced_from:
        enrolment.enhanced_to = max(ended_on, enrolment.enhanced_from)


def _income_after(enrolment: Enrolment) -> list[str]:
    """The income sources that go with the exit reason and the work after."""
    if enrolment.exit_reason_id == "STUDIER":
        return ["STUDIEMEDEL"]
    if enrolment.exit_reason_id != "ARBETE":
        return enrolment.income_before
    if enrolment.work_after in ("EJ_SUBVENTIONERAT", "EGET_FORETAG"):
        return ["LON"]
    public = {*enrolment.income_before} - {"INGEN_OFFENTLIG"}
    return sorted(["LON", *public])
