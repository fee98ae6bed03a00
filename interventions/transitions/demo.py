"""Transitions of the demo county."""

from datetime import timedelta

from interventions.transitions.enums import Receiver, State
from interventions.transitions.models import Transition
from mia.core.draw import at_hour
from mia.core.workdays import workday
from participants.demo import DemoStay

RECEIVERS = {"ORDINARIE_AF": Receiver.EMPLOYMENT_SERVICE, "ORDINARIE_KOMMUN": Receiver.MUNICIPALITY}
UNITS = {
    Receiver.EMPLOYMENT_SERVICE: "Rusta och matcha",
    Receiver.MUNICIPALITY: "Arbetsmarknadsenheten",
}
ROLES = {
    Receiver.EMPLOYMENT_SERVICE: "arbetsförmedlare",
    Receiver.MUNICIPALITY: "arbetsmarknadskonsulent",
}
STARTED = 0.78
MET = 0.6
PLANNED_WHILE_OPEN = 0.05
MONTH = timedelta(days=30)


def demo_rows(stay: DemoStay) -> list[Transition]:
    """One for those who left for an ordinary intervention; some are planned before the exit."""
    rng = stay.random_for("transitions")
    enrolment = stay.enrolment
    receiver = RECEIVERS.get(enrolment.exit_reason_id or "")
    if receiver is None:
        is_planned = enrolment.is_open and rng.happens(PLANNED_WHILE_OPEN)
        if not is_planned:
            return []
        receiver = Receiver.EMPLOYMENT_SERVICE
    planned_on = workday(max(enrolment.started_on, stay.last_day - MONTH))
    transition = Transition(
        id=rng.key(planned_on),
        enrolment=enrolment,
        delprojekt=enrolment.delprojekt,
        receiver=receiver,
        unit=UNITS[receiver],
        receiver_role=ROLES[receiver],
        planned_on=planned_on,
        registered_at=at_hour(planned_on, 11),
        registered_by=stay.place.staff[0],
    )
    if rng.happens(MET):
        transition.met_on = planned_on
    if not enrolment.is_open:
        transition.state = State.NOT_STARTED
        if rng.happens(STARTED):
            transition.state, transition.started_on = State.STARTED, enrolment.ended_on
    return [transition]
