"""Memos of the demo county: one for the last day, of a few who are left."""

from collections.abc import Iterator
from datetime import timedelta

from interventions.memos.models import Memo
from mia.core.draw import at_hour
from mia.core.workdays import workday
from participants.demo import DemoStay

TEXTS = ("Fråga hur studiebesöket gick.", "Ring och påminn om mötet.", "Be om en kopia av planen.")
WRITTEN = 0.15


def demo_rows(stay: DemoStay) -> Iterator[Memo]:
    rng = stay.random_for("memos")
    if not rng.happens(WRITTEN):
        return
    written_on = max(stay.enrolment.started_on, stay.last_day - timedelta(days=5))
    memo = Memo(
        id=rng.key(written_on),
        enrolment=stay.enrolment,
        delprojekt=stay.enrolment.delprojekt,
        staff=stay.place.staff[0],
        text=rng.choice(TEXTS),
        due_on=workday(stay.last_day),
        registered_at=at_hour(written_on, 16),
    )
    if stay.enrolment.ended_on is not None:
        memo.done_on = memo.due_on
    yield memo
