"""Work, studies and qualifications of the demo county."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Model

from interventions.employment.enums import SpellKind
from interventions.employment.models import Qualification, Spell
from mia.core.draw import SeededRandom, at_hour
from mia.core.workdays import workday
from participants.demo import LAST_DAY, DemoStay

JOBS = (
    ("Tant Gröns café", "cafébiträde", "5"),
    ("Kommunens parkenhet", "parkarbetare", "6"),
    ("Lagret i Jordbro", "lagermedarbetare", "9"),
    ("Hemtjänsten Norr", "vårdbiträde", "5"),
    ("Skärets städservice", "lokalvårdare", "9"),
    ("Kontorshjälpen", "kontorsassistent", "4"),
)
STUDIES = (
    ("Komvux", "Vård och omsorg", "GYMNASIAL"),
    ("Sfi-centrum", "Sfi, kurs C", "SFI"),
    ("Södertörns folkhögskola", "Allmän kurs", "FOLKHOGSKOLA"),
    ("Lernia", "Lagerutbildning", "ARBETSMARKNAD"),
)
SOURCES = {"HANDLEDARE": 0.4, "EGET": 0.2, "ARBETSTRANING": 0.2, "AF": 0.1, "NATVERK": 0.1}
TRIED = 0.06  # of those who left for something else, have had a job that did not last
LOST = 0.35  # of the jobs and studies at the exit end within a year
QUALIFIED = 0.03


def draw_spells(stay: DemoStay) -> list[Spell]:
    """What goes on at the exit, as the end record says; for some, a job that did not last."""
    rng = stay.random_for("employment")
    enrolment, ended_on = stay.enrolment, stay.enrolment.ended_on
    if ended_on is not None and enrolment.exit_reason_id == "ARBETE":
        spell = _draw_job(rng, stay, workday(ended_on - rng.days(0, 60)))
        spell.work_type = enrolment.work_after
        spell.percent = enrolment.work_after_percent
        return [_perhaps_lost(rng, spell, ended_on)]
    if ended_on is not None and enrolment.exit_reason_id == "STUDIER":
        spell = _draw_studies(rng, stay, workday(ended_on - rng.days(0, 60)))
        return [_perhaps_lost(rng, spell, ended_on)]
    is_long = (stay.last_day - enrolment.started_on).days > 150
    if not is_long or not rng.happens(TRIED):
        return []
    spell = _draw_job(rng, stay, workday(enrolment.started_on + rng.days(30, 90)))
    spell.ended_on = spell.started_on + rng.days(10, 50)
    return [spell]


def demo_rows(stay: DemoStay) -> Iterator[Model]:
    yield from draw_spells(stay)
    rng = stay.random_for("qualifications")
    if rng.happens(QUALIFIED):
        day = rng.between(stay.enrolment.started_on, stay.last_day)
        yield Qualification(
            id=rng.key(day),
            enrolment=stay.enrolment,
            delprojekt=stay.enrolment.delprojekt,
            name=rng.choice(["Truckkort A+B", "Yrkesbevis vårdbiträde", "Hygienbevis"]),
            issuer=rng.choice(["TYA", "Vård- och omsorgscollege", "Livsmedelsverket"]),
            awarded_on=day,
            registered_at=at_hour(day, 10),
            registered_by=stay.place.staff[0],
        )


def _draw_job(rng: SeededRandom, stay: DemoStay, day: date) -> Spell:
    employer, role, group = rng.choice(JOBS)
    spell = _draw_spell(rng, stay, day, SpellKind.WORK)
    spell.organisation, spell.role, spell.occupation_group = employer, role, group
    spell.work_type = rng.one({"SUBVENTIONERAT": 0.6, "EJ_SUBVENTIONERAT": 0.4})
    spell.percent = rng.choice([25, 50, 75])
    return spell


def _draw_studies(rng: SeededRandom, stay: DemoStay, day: date) -> Spell:
    school, course, level = rng.choice(STUDIES)
    spell = _draw_spell(rng, stay, day, SpellKind.STUDIES)
    spell.organisation, spell.role, spell.study_level = school, course, level
    spell.percent = stay.enrolment.study_after_percent
    return spell


def _draw_spell(rng: SeededRandom, stay: DemoStay, day: date, kind: SpellKind) -> Spell:
    started_on = min(max(day, stay.enrolment.started_on), stay.last_day)
    return Spell(
        id=rng.key(started_on),
        enrolment=stay.enrolment,
        delprojekt=stay.enrolment.delprojekt,
        kind=kind,
        started_on=started_on,
        source_id=rng.one(SOURCES),
        registered_at=at_hour(started_on, 10),
        registered_by=stay.place.staff[0],
    )


def _perhaps_lost(rng: SeededRandom, spell: Spell, ended_on: date) -> Spell:
    """Some do not last the year; nothing in the county happens after its last day."""
    last_on = ended_on + timedelta(days=rng.randrange(20, 365))
    if rng.happens(LOST) and last_on <= LAST_DAY:
        spell.ended_on = last_on
    return spell
