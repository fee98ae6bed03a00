"""Handovers of the demo county."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from django.db.models import Model

from interventions.handovers.models import CaseHandover, HandoverNote
from mia.core.draw import at_hour
from participants.assignments import demo as assignments_demo
from participants.demo import DemoStay

WRITTEN = 0.6
GOALS = {
    "Deltid inom handel eller kök, nära hemmet.": 0.4,
    "Bli klar med grundkursen i svenska och sedan praktik.": 0.3,
    "Orka fler timmar i veckan utan att bli sämre.": 0.3,
}
NEXT_STEPS = {
    "Möte med arbetsgivaren om schemat.": 0.5,
    "Ring vårdcentralen tillsammans om läkarintyget.": 0.5,
}
WORKS = {"Korta möten på förmiddagen. Sms dagen innan.": 0.6, "Promenad i stället för kontor.": 0.4}
OPEN = {"Svar från Försäkringskassan väntas.": 0.5, "Barnomsorgen är inte ordnad än.": 0.5}


def demo_rows(stay: DemoStay) -> Iterator[Model]:
    """A handover for each change of worker, and for some a text about the last one."""
    rng = stay.random_for("handovers")
    assignments = assignments_demo.demo_rows(stay)
    enrolment = stay.enrolment
    for former, successor in pairwise(assignments):
        yield CaseHandover(
            id=rng.key(successor.started_on),
            batch=rng.key(successor.started_on),
            enrolment=enrolment,
            delprojekt=enrolment.delprojekt,
            former_id=former.staff_id,
            successor_id=successor.staff_id,
            former_assignment=former,
            new_assignment=successor,
            handed_over_at=at_hour(successor.started_on, 9),
            handed_over_by_id=former.staff_id,
        )
    if len(assignments) > 1 and rng.happens(WRITTEN):
        last_day = assignments[-1].started_on - timedelta(days=1)
        yield HandoverNote(
            id=rng.key(last_day),
            enrolment=enrolment,
            delprojekt=enrolment.delprojekt,
            goal=rng.one(GOALS),
            next_step=rng.one(NEXT_STEPS),
            what_works=rng.one(WORKS),
            open_matters=rng.one(OPEN),
            written_at=at_hour(last_day, 15),
            written_by_id=assignments[-2].staff_id,
        )
