"""The search for work of the demo county, for those with SE or IPS."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Model

from interventions.job_search.enums import (
    ApplicationState,
    ContactPurpose,
    ContactWay,
    Disclosure,
)
from interventions.job_search.models import EmployerContact, JobApplication, VocationalProfile
from interventions.job_search.queries import JOB_METHODS
from interventions.methods import demo as methods_demo
from mia.core.draw import SeededRandom, at_hour
from mia.core.workdays import workday
from participants.demo import DemoStay

EMPLOYERS = ("Provbagarn", "Exempelhuset", "Testköket", "Lagerprovet", "Fiktiva vården")
ROLES = ("butiksbiträde", "lagerarbetare", "köksbiträde", "lokalvårdare", "vaktmästare")
WAYS = {ContactWay.VISIT: 0.55, ContactWay.TELEPHONE: 0.3, ContactWay.MESSAGE: 0.15}
PURPOSES = {ContactPurpose.MATCHING: 0.6, ContactPurpose.ANALYSIS: 0.2, ContactPurpose.SUPPORT: 0.2}
STATES = {
    ApplicationState.SENT: 0.35,
    ApplicationState.INTERVIEW: 0.15,
    ApplicationState.REJECTED: 0.4,
    ApplicationState.DECLINED: 0.1,
}
DISCLOSURES = {Disclosure.NOTHING: 0.3, Disclosure.SOME: 0.4, Disclosure.ALL: 0.3}
CONTACTED = 0.85
EVERY = (14, 60)  # days between contacts with employers
APPLIES = 0.3  # for each contact
ANSWER_AFTER = timedelta(days=14)


def demo_rows(stay: DemoStay) -> Iterator[Model]:
    works = [work for work in methods_demo.demo_rows(stay) if work.method in JOB_METHODS]
    if not works:
        return
    rng = stay.random_for("job search")
    day = workday(works[0].started_on + rng.days(7, 28))
    if day > stay.last_day:
        return
    yield _draw_profile(rng, stay, day)
    if not rng.happens(CONTACTED):
        return
    purpose = ContactPurpose.FIRST
    while day <= stay.last_day:
        yield _draw_contact(rng, stay, day, purpose)
        if rng.happens(APPLIES):
            yield _draw_application(rng, stay, day)
        purpose = rng.one(PURPOSES)
        day = workday(day + rng.days(*EVERY))


def _draw_profile(rng: SeededRandom, stay: DemoStay, day: date) -> VocationalProfile:
    disclosure = rng.one(DISCLOSURES)
    return VocationalProfile(
        id=rng.key(day),
        enrolment=stay.enrolment,
        delprojekt=stay.enrolment.delprojekt,
        experience="Har arbetat i butik och i kök.",
        skills="Är noggrann och van vid kunder.",
        wishes=f"Vill arbeta som {rng.choice(ROLES)}.",
        support_needs="Behöver börja med få timmar.",
        disclosure=disclosure,
        disclosed="Behöver raster." if disclosure == Disclosure.SOME else None,
        counselled_on=day,
        registered_at=at_hour(day, 10),
        registered_by=stay.place.staff[0],
    )


def _draw_contact(
    rng: SeededRandom, stay: DemoStay, day: date, purpose: ContactPurpose
) -> EmployerContact:
    return EmployerContact(
        id=rng.key(day),
        enrolment=stay.enrolment,
        delprojekt=stay.enrolment.delprojekt,
        staff=stay.place.staff[0],
        employer=rng.choice(EMPLOYERS),
        held_on=day,
        way=rng.one(WAYS),
        purpose=purpose,
        contact_person="platschefen",
        summary="Vi får höra av oss igen.",
        registered_at=at_hour(day, 14),
        registered_by=stay.place.staff[0],
    )


def _draw_application(rng: SeededRandom, stay: DemoStay, day: date) -> JobApplication:
    state = rng.one(STATES)
    answered_on = day + ANSWER_AFTER
    if answered_on > stay.last_day:
        state = ApplicationState.SENT
    return JobApplication(
        id=rng.key(day),
        enrolment=stay.enrolment,
        delprojekt=stay.enrolment.delprojekt,
        employer=rng.choice(EMPLOYERS),
        role=rng.choice(ROLES),
        applied_on=day,
        state=state,
        answered_on=None if state == ApplicationState.SENT else answered_on,
        registered_at=at_hour(day, 15),
        registered_by=stay.place.staff[0],
    )
